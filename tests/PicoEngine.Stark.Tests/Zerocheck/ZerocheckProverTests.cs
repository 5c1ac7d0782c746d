// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu;
using PicoEngine.Backends.Cpu.Zerocheck;
using PicoEngine.Backends.Conformance.Naive;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Backends.Tests;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Stark.Zerocheck;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;
using Xunit;

namespace PicoEngine.Stark.Tests.Zerocheck;

/// <summary>Random tables of ragged heights, on which no constraint holds, against the definition of the sum.</summary>
public sealed class ZerocheckProverTests
{
    // Blocks of cpu, mem, range, rom, boundary, image, memory, segment: an absent table, one that fills the cube, odd numbers.
    private static readonly int[] Heights = [3, 16, 4, 1, 0, 5, 1, 7];

    [Theory]
    [InlineData(0, 1, 16)]
    [InlineData(2, 1, 16)]
    [InlineData(4, 3, 16)]
    [InlineData(0, 2, 8)]
    [InlineData(2, 3, 8)]
    [InlineData(4, 1, 8)]
    [InlineData(0, 3, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(4, 1, 1)]
    public void Prove_random_tables_sums_and_evaluates_as_defined(int logSkip, int degreeOfParallelism, int lanes)
    {
        var machine = ToyMachine.Compile(InsecureTestParameters.Toy(logSkip));
        Check(machine, RandomMachine.Witness(
            machine, logSkip, [.. machine.Tables.Select(table => Math.Min(Heights[table.Index] << table.LogBlockHeight, 256))]),
            logSkip, degreeOfParallelism, Kernel(lanes));
    }

    [Theory]
    [InlineData(11, 0, 3, new[] { 100, 0, 37, 128, 1 })]
    [InlineData(12, 4, 3, new[] { 112, 128, 16, 0, 64 })]
    [InlineData(13, 4, 2, new[] { 16, 0, 0, 128, 96 })]
    [InlineData(14, 3, 1, new[] { 8, 104, 128, 56, 0 })]
    [InlineData(15, 1, 2, new[] { 2, 126, 66, 34, 0 })]
    [InlineData(16, 4, 3, new[] { 0, 0, 16, 0, 0 })]
    [InlineData(17, 0, 1, new[] { 0, 0, 0, 0, 1 })]
    public void Prove_random_machines_sums_and_evaluates_as_defined(int seed, int logSkip, int perLeaf, int[] heights)
    {
        var machine = RandomMachine.Create(seed, 7, perLeaf);
        var witness = RandomMachine.Witness(machine, seed, heights);
        foreach (var lanes in new[] { 1, 8, 16 }.Where(IsSupported))
        {
            Check(machine, witness, logSkip, 1 + (seed % 3), Kernel(lanes));
        }
    }

    [Fact]
    public void Prove_with_constraints_that_hold_is_the_same_without_evaluating_them_on_rows()
    {
        var machine = ToyMachine.Compile(InsecureTestParameters.Toy(4));
        var witness = ToyExecution.Run([5, 5])[0];
        var proofs = new[] { ConstraintsOnRows.AreZero, ConstraintsOnRows.AreEvaluated }.Select(onRows =>
        {
            using ElementBufferPool pool = new();
            LeafClaim<KoalaBearExtension5> leaves = new(ExtensionSamples.Elements(8 + machine.LogLeafGroups, 5), new(default, default));
            var challenges = ExtensionSamples.Elements(4, 6);
            return ZerocheckProver.Prove(
                CommittedShards.OnHost(machine, witness, 4), new(challenges[0], challenges[1], challenges[2], challenges[3]), leaves, Challenger(),
                new CpuZerocheckOps(pool, 1, IZerocheckKernel.Widest), onRows).Proof;
        }).ToArray();
        Assert.Equal(proofs[0].Skip, proofs[1].Skip);
        Assert.Equal(proofs[0].ColumnClaims, proofs[1].ColumnClaims);
    }

    private static void Check(Machine machine, ShardWitness witness, int logSkip, int degreeOfParallelism, IZerocheckKernel kernel)
    {
        var elements = ExtensionSamples.Elements(32, 40 + logSkip);
        FingerprintChallenges<KoalaBearExtension5> fingerprints = new(elements[0], elements[1], elements[2], elements[3]);
        var variables = machine.Limits.LogMaximumHeight;
        LeafClaim<KoalaBearExtension5> leaves = new(elements[4..(4 + variables + machine.LogLeafGroups)], new(default, default));
        using ElementBufferPool pool = new();
        var (proof, point) = ZerocheckProver.Prove(
            CommittedShards.OnHost(machine, witness, logSkip), fingerprints, leaves, Challenger(),
            new CpuZerocheckOps(pool, degreeOfParallelism, kernel), ConstraintsOnRows.AreEvaluated);

        var challenger = Challenger();
        ZerocheckChallenges<KoalaBearExtension5> batch = new(challenger.SampleExtension, variables, leaves.Point);
        NaiveZerocheck naive = new(machine, witness, fingerprints, batch);
        var claim = naive.Sum();
        Assert.False(claim.IsZero);
        var low = new[] { KoalaBearExtension5.One };
        if (logSkip > 0)
        {
            // The polynomial at the points of the subgroup.
            var generator = KoalaBear.TwoAdicGenerator(logSkip);
            var sum = Enumerable.Range(0, 1 << logSkip).Select(y => Horner(proof.Skip, generator.Pow((ulong)y)))
                .Aggregate(KoalaBearExtension5.Zero, (total, value) => total + value);
            Assert.Equal(claim, sum);
            challenger.Observe(MessageKind.Skip, proof.Skip);
            Assert.Equal(challenger.SampleExtension(), point[0]);
            claim = Horner(proof.Skip, point[0]);
            low = LagrangeByQuotients(logSkip, point[0]);
        }

        for (var round = 0; round < proof.Rounds.Length; round++)
        {
            var message = proof.Rounds[round];
            var linear = claim - message[0] - message[0] - message[1] - message[2] - message[3];
            challenger.Observe(MessageKind.ConstraintRound, message);
            Assert.Equal(challenger.SampleExtension(), point[logSkip + round]);
            claim = Horner([message[0], linear, message[1], message[2], message[3]], point[logSkip + round]);
        }

        Assert.Equal(ExpectedFinal(machine, witness, naive, batch, proof, low, point, logSkip), claim);
    }

    /// <summary>Column claims are the extensions of the columns; the last claim follows from them.</summary>
    private static KoalaBearExtension5 ExpectedFinal(
        Machine machine,
        ShardWitness witness,
        NaiveZerocheck naive,
        ZerocheckChallenges<KoalaBearExtension5> batch,
        ZerocheckProof<KoalaBearExtension5> proof,
        KoalaBearExtension5[] low,
        KoalaBearExtension5[] point,
        int logSkip)
    {
        var ids = BlockLayout.ColumnIds(machine);
        var high = EqTable.Build(point.AsSpan(logSkip));
        var (constraints, leaves) = (KoalaBearExtension5.Zero, KoalaBearExtension5.Zero);
        foreach (var table in machine.Tables)
        {
            var trace = witness.Traces[table.Index];
            KoalaBearExtension5[] columns = [.. Enumerable.Range(0, trace.Width).Select(column => Extension(row => trace[column, row]))];
            Assert.Equal(columns, ids[table.Index].Select(id => proof.ColumnClaims[id]));
            var (c, l) = naive.Evaluate(table, columns, Extension(_ => KoalaBear.One));
            (constraints, leaves) = (constraints + c, leaves + l);

            KoalaBearExtension5 Extension(Func<int, KoalaBear> cell) => Enumerable.Range(0, trace.Height)
                .Aggregate(KoalaBearExtension5.Zero, (sum, row) => sum + (low[row % low.Length] * high[row / low.Length] * cell(row)));
        }

        return (Eq(batch.Tau) * constraints) + (batch.Eta * Eq(batch.LeafRow) * leaves);

        KoalaBearExtension5 Eq(KoalaBearExtension5[] a)
        {
            var weights = EqTable.Build(a.AsSpan(0, logSkip));
            var sum = weights.Zip(low, (weight, value) => weight * value).Aggregate(KoalaBearExtension5.Zero, (total, value) => total + value);
            return sum * EqTable.Evaluate(a.AsSpan(logSkip), point.AsSpan(logSkip));
        }
    }

    /// <summary>prod_(k != y) (z - w^k) / (w^y - w^k).</summary>
    private static KoalaBearExtension5[] LagrangeByQuotients(int log, KoalaBearExtension5 z)
    {
        KoalaBear[] domain = [.. Enumerable.Range(0, 1 << log).Select(k => KoalaBear.TwoAdicGenerator(log).Pow((ulong)k))];
        return
        [
            .. domain.Select(own => domain.Where(other => other != own)
                .Aggregate(KoalaBearExtension5.One, (product, other) => product * (z - other) * (own - other).Inverse())),
        ];
    }

    private static KoalaBearExtension5 Horner(KoalaBearExtension5[] coefficients, KoalaBearExtension5 x) =>
        coefficients.Reverse().Aggregate(KoalaBearExtension5.Zero, (value, coefficient) => (value * x) + coefficient);

    private static IZerocheckKernel Kernel(int lanes)
    {
        Assert.SkipUnless(IsSupported(lanes), $"No vectors of {lanes} lanes here.");
        return lanes switch
        {
            16 => new ZerocheckKernel<PackedKoalaBear512>(),
            8 => new ZerocheckKernel<PackedKoalaBear256>(),
            _ => new ZerocheckKernel<PackedKoalaBear1>(),
        };
    }

    private static bool IsSupported(int lanes) => lanes == 1 || (lanes == 8 ? PackedKoalaBear256.IsSupported : PackedKoalaBear512.IsSupported);

    private static DuplexChallenger Challenger() => new(Sponge.Poseidon2Width24, default);
}
