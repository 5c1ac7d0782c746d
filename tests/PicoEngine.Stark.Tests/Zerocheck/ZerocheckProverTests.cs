// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Stark.Multilinear;
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
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    public void Prove_random_tables_sums_and_evaluates_as_defined(int logSkip, int degreeOfParallelism)
    {
        var machine = ToyMachine.Compile(InsecureTestParameters.Toy(logSkip));
        var witness = RandomWitness(machine, logSkip);
        var elements = ExtensionSamples.Elements(32, 40 + logSkip);
        FingerprintChallenges<KoalaBearExtension5> fingerprints = new(elements[0], elements[1], elements[2], elements[3]);
        var variables = machine.Limits.LogMaximumHeight;
        LeafClaim<KoalaBearExtension5> leaves = new(elements[4..(4 + variables + machine.LogLeafGroups)], new(default, default));
        var (proof, point) = ZerocheckProver.Prove(machine, logSkip, witness, fingerprints, leaves, Challenger(), degreeOfParallelism);

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

    private static ShardWitness RandomWitness(Machine machine, int seed)
    {
        Random random = new(seed);
        TraceMatrix[] traces =
            [.. machine.Tables.Select(table => new TraceMatrix(table.Columns.Width, Math.Min(Heights[table.Index] << table.LogBlockHeight, 256)))];
        foreach (var trace in traces)
        {
            for (var column = 0; column < trace.Width; column++)
            {
                foreach (ref var cell in trace.Column(column))
                {
                    cell = KoalaBear.FromCanonical((uint)random.NextInt64(KoalaBear.Modulus));
                }
            }
        }

        return new([.. machine.Definition.PublicValues.Select(_ => KoalaBear.FromCanonical((uint)random.NextInt64(KoalaBear.Modulus)))], traces);
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

    private static DuplexChallenger Challenger() => new(Sponge.Poseidon2Width24, default);
}
