// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Conformance.Naive;
using PicoEngine.Backends.Tests;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;
using Xunit;

namespace PicoEngine.Backends.Conformance;

public abstract class ZerocheckTests<TFixture>
    where TFixture : IProverFixture
{
    // Random machines, on whose rows no constraint holds: absent tables, ones that fill the cube, odd heights.
    [Theory]
    [InlineData(11, 0, 3, new[] { 100, 0, 37, 128, 1 })]
    [InlineData(12, 4, 3, new[] { 112, 128, 16, 0, 64 })]
    [InlineData(14, 3, 1, new[] { 8, 104, 128, 56, 0 })]
    [InlineData(15, 1, 2, new[] { 2, 126, 66, 34, 0 })]
    [InlineData(16, 4, 3, new[] { 0, 0, 16, 0, 0 })]
    public void Sums_and_claims_equal_the_definition(int seed, int logSkip, int perLeaf, int[] heights)
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.Create();
        var machine = RandomMachine.Create(seed, 7, perLeaf);
        var witness = RandomMachine.Witness(machine, seed, heights);
        var elements = ExtensionSamples.Elements(40, seed);
        FingerprintChallenges<KoalaBearExtension5> fingerprints = new(elements[0], elements[1], elements[2], elements[3]);
        var next = 4;
        ZerocheckChallenges<KoalaBearExtension5> batch = new(
            () => elements[next++] + KoalaBearExtension5.Root, 7, ExtensionSamples.Elements(7 + machine.LogLeafGroups, seed + 1));
        var shard = CommittedShards.On(backend, machine, witness, logSkip);
        NaiveTables naive = new(machine, witness, fingerprints, batch, logSkip);
        using (var session = backend.Zerocheck.Begin(shard, fingerprints, batch))
        {
            KoalaBearExtension5[] weights = [KoalaBearExtension5.One];
            if (logSkip > 0)
            {
                var onRows = seed % 2 == 0 ? ConstraintsOnRows.AreEvaluated : ConstraintsOnRows.AreZero;
                AssertEqual(naive.SkipSums(onRows), session.SkipSums(onRows));
                weights = SkipDomain.Lagrange(logSkip, elements[30] + KoalaBearExtension5.Root);
            }

            naive.BindSkip(weights);
            session.BindSkip(weights);
            for (var variable = logSkip; variable < 7; variable++)
            {
                AssertEqual(naive.VariableSums(), session.VariableSums());
                naive.Bind(elements[31 + variable]);
                session.Bind(elements[31 + variable]);
            }

            Assert.Equal(naive.ColumnClaims(), session.ColumnClaims());
        }

        foreach (var group in shard.Groups)
        {
            group.Dispose();
        }
    }

    private static void AssertEqual(ConstraintSums expected, ConstraintSums sums)
    {
        Assert.Equal(expected.Constraints, sums.Constraints);
        Assert.Equal(expected.Leaves, sums.Leaves);
    }
}
