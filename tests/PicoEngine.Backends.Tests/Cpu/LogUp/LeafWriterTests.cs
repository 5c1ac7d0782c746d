// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Verifier.Stark.LogUp;
using Xunit;

namespace PicoEngine.Backends.Tests.Cpu.LogUp;

/// <summary>Leaf fractions and the global sum against the polynomials of the key, for all vector widths.</summary>
public abstract class LeafWriterTests<TPacked>
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    // Cubes of 2^5 rows hold leaves densely, those of 2^10 in segments; heights are no multiples of a vector, a tile or a block of vectors.
    [Theory]
    [InlineData(1, 10, 3, 1, new[] { 1000, 0, 37, 512, 1 })]
    [InlineData(2, 10, 2, 3, new[] { 600, 1024, 255, 16, 0 })]
    [InlineData(3, 10, 1, 2, new[] { 31, 33, 513, 1, 1024 })]
    [InlineData(4, 5, 3, 1, new[] { 32, 5, 0, 1, 17 })]
    [InlineData(5, 5, 3, 2, new[] { 0, 0, 0, 0, 1 })]
    public void Write_and_Compute_equal_the_definition(int seed, int logHeight, int perLeaf, int threads, int[] heights)
    {
        Assert.SkipUnless(TPacked.IsSupported, $"This machine has no instructions for {typeof(TPacked).Name}.");
        var machine = RandomMachine.Create(seed, logHeight, perLeaf);
        var witness = RandomMachine.Witness(machine, seed, heights);
        var challenges = ExtensionSamples.Elements(8, seed + 70)[4..];
        FingerprintChallenges<KoalaBearExtension5> fingerprints = new(challenges[0], challenges[1], challenges[2], challenges[3]);
        using ElementBufferPool pool = new();
        using var leaves = LeafWriter.Write(machine, witness, fingerprints, pool, threads, new LeafKernel<TPacked>());

        var sum = KoalaBearExtension5.Zero;
        var denominatorsAreZero = false;
        for (var group = 0; group < machine.LeafGroups.Length; group++)
        {
            var (index, interactions) = machine.LeafGroups[group];
            var table = machine.Tables[index];
            for (var row = 0; row < 1 << logHeight; row++)
            {
                var expected = row < heights[index] ? Leaf(table, interactions, row) : new(KoalaBearExtension5.Zero, KoalaBearExtension5.One);
                Assert.Equal(expected, leaves[group, row]);
                if (table.Interactions[interactions[0]].Bus.IsGlobal)
                {
                    denominatorsAreZero |= expected.Denominator.IsZero;
                    sum += denominatorsAreZero ? KoalaBearExtension5.Zero : expected.Numerator * expected.Denominator.Inverse();
                }
            }
        }

        Assert.False(denominatorsAreZero);
        Assert.Equal(sum, GlobalSum.Compute(machine, witness, challenges[2], challenges[3], pool, threads, new LeafKernel<TPacked>()));

        Fraction<KoalaBearExtension5> Leaf(TableDefinition table, IEnumerable<int> interactions, int row)
        {
            var trace = witness.Traces[table.Index];
            var columns = Enumerable.Range(0, trace.Width).Select(column => (KoalaBearExtension5)trace[column, row]).ToArray();
            var (numerator, denominator) = (KoalaBearExtension5.Zero, KoalaBearExtension5.One);
            foreach (var number in interactions)
            {
                var interaction = table.Interactions[number];
                var (alpha, beta) = interaction.Bus.IsGlobal ? (challenges[2], challenges[3]) : (challenges[0], challenges[1]);
                var fingerprint = alpha + KoalaBear.FromCanonical(interaction.Bus.Id);
                for (var i = 0; i < interaction.Message.Length; i++)
                {
                    fingerprint += beta.Pow((ulong)i + 1) * interaction.Message[i].Evaluate(columns, KoalaBearExtension5.One, witness.PublicValues);
                }

                var multiplicity = interaction.Multiplicity.Evaluate(columns, KoalaBearExtension5.One, witness.PublicValues);
                (numerator, denominator) = ((numerator * fingerprint) + (multiplicity * denominator), denominator * fingerprint);
            }

            return new(numerator, denominator);
        }
    }

    [Fact]
    public void Compute_with_a_zero_fingerprint_is_null()
    {
        Assert.SkipUnless(TPacked.IsSupported, $"This machine has no instructions for {typeof(TPacked).Name}.");
        var machine = RandomMachine.Create(9, 10, 3);
        var witness = RandomMachine.Witness(machine, 9, 1, 0, 600, 0, 0);
        using ElementBufferPool pool = new();

        // With beta = 0 the fingerprint is alpha + bus.
        var alpha = -KoalaBear.FromCanonical(RandomTable.Global.Id);
        Assert.Null(GlobalSum.Compute(machine, witness, alpha, KoalaBearExtension5.Zero, pool, 2, new LeafKernel<TPacked>()));
    }
}

public sealed class LeafWriter512Tests : LeafWriterTests<PackedKoalaBear512>;

public sealed class LeafWriter256Tests : LeafWriterTests<PackedKoalaBear256>;

public sealed class LeafWriter1Tests : LeafWriterTests<PackedKoalaBear1>;
