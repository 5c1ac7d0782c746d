// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Zerocheck;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Stark.Zerocheck;

/// <summary>Proves all constraints, and the claim on the LogUp leaves, down to one value per column.</summary>
/// <remarks>Work and memory follow the real heights. It does not look whether the constraints hold: a wrong witness gives a proof that is refused.</remarks>
public static class ZerocheckProver
{
    /// <summary>Writes the messages to the transcript.</summary>
    /// <param name="machine">The tables.</param>
    /// <param name="logSkip">l of the parameter set.</param>
    /// <param name="witness">Public values, and per table all columns of its real rows, in whole blocks.</param>
    /// <param name="fingerprints">The challenges of the leaves.</param>
    /// <param name="leaves">The claim on the leaves.</param>
    /// <param name="challenger">The transcript behind that claim.</param>
    /// <param name="pool">Lends memory.</param>
    /// <param name="degreeOfParallelism">Threads to use; the proof does not depend on it.</param>
    /// <returns>The messages, and the row point of the column claims: a coordinate per row variable, those that the skip round binds besides the first are zero.</returns>
    /// <exception cref="ArgumentException">There is not one trace per table.</exception>
    public static (ZerocheckProof<KoalaBearExtension5> Proof, KoalaBearExtension5[] RowPoint) Prove(
        Machine machine,
        int logSkip,
        ShardWitness witness,
        FingerprintChallenges<KoalaBearExtension5> fingerprints,
        LeafClaim<KoalaBearExtension5> leaves,
        DuplexChallenger challenger,
        ElementBufferPool pool,
        int degreeOfParallelism = 1) =>
        Prove(machine, logSkip, witness, fingerprints, leaves, challenger, pool, degreeOfParallelism, IZerocheckKernel.Widest, ConstraintsOnRows.AreZero);

    internal static (ZerocheckProof<KoalaBearExtension5> Proof, KoalaBearExtension5[] RowPoint) Prove(
        Machine machine,
        int logSkip,
        ShardWitness witness,
        FingerprintChallenges<KoalaBearExtension5> fingerprints,
        LeafClaim<KoalaBearExtension5> leaves,
        DuplexChallenger challenger,
        ElementBufferPool pool,
        int degreeOfParallelism,
        IZerocheckKernel kernel,
        ConstraintsOnRows onRows)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(witness);
        ArgumentNullException.ThrowIfNull(leaves);
        ArgumentNullException.ThrowIfNull(challenger);
        ArgumentNullException.ThrowIfNull(pool);
        if (witness.Traces.Length != machine.Tables.Length)
        {
            throw new ArgumentException("There is one trace per table.", nameof(witness));
        }

        ZerocheckChallenges<KoalaBearExtension5> batch = new(challenger.SampleExtension, machine.Limits.LogMaximumHeight, leaves.Point);
        ITableKernel[] kernels = [.. TableTerms.Create(machine, witness.PublicValues, fingerprints, batch).Select(kernel.Compile)];
        var rowPoint = new KoalaBearExtension5[batch.Tau.Length];
        var (constraintFactor, leafFactor) = (KoalaBearExtension5.One, batch.Eta);
        KoalaBearExtension5[] skip = [], weights = [KoalaBearExtension5.One];

        // Without a skip round the first weights are those of pairs, one variable further.
        var height = witness.Traces.Max(trace => trace.Height);
        var (first, count) = logSkip > 0 ? (logSkip, height >> logSkip) : (1, (height + 1) / 2);
        using EqWeights constraintWeights = new(batch.Tau, first, count, pool);
        using EqWeights leafWeights = new(batch.LeafRow, first, count, pool);
        if (logSkip > 0)
        {
            SkipRound round = new(logSkip, constraintWeights, leafWeights, onRows, pool, degreeOfParallelism);
            skip = ProveSkip(kernels, witness.Traces, batch, round);
            challenger.Observe(MessageKind.Skip, skip);
            rowPoint[0] = challenger.SampleExtension();
            weights = SkipDomain.Lagrange(logSkip, rowPoint[0]);
            constraintFactor *= Dot(EqTable.Build(batch.Tau.AsSpan(0, logSkip)), weights);
            leafFactor *= Dot(EqTable.Build(batch.LeafRow.AsSpan(0, logSkip)), weights);
        }

        List<FoldedTable> tables = [];
        try
        {
            foreach (var trace in witness.Traces)
            {
                tables.Add(new(trace, weights, kernel, pool, degreeOfParallelism));
            }

            var rounds = new KoalaBearExtension5[rowPoint.Length - logSkip][];
            for (var variable = logSkip; variable < rowPoint.Length; variable++)
            {
                if (variable > 0)
                {
                    constraintWeights.DropLowest(kernel);
                    leafWeights.DropLowest(kernel);
                }

                var sums = VariableSums(kernels, tables, new(constraintWeights, leafWeights, pool, degreeOfParallelism));
                var constraints = VariableRound.WithEq(sums.Constraints, batch.Tau[variable], constraintFactor);
                var leafTerms = VariableRound.WithEq(sums.Leaves, batch.LeafRow[variable], leafFactor);

                // The claim gives coefficient 1.
                var message = Enumerable.Range(0, constraints.Length).Where(k => k != 1).Select(k => constraints[k] + leafTerms[k]).ToArray();
                rounds[variable - logSkip] = message;
                challenger.Observe(MessageKind.ConstraintRound, message);
                var challenge = challenger.SampleExtension();
                rowPoint[variable] = challenge;
                tables.ForEach(table => table.Bind(challenge, degreeOfParallelism));
                constraintFactor *= EqTable.Evaluate([batch.Tau[variable]], [challenge]);
                leafFactor *= EqTable.Evaluate([batch.LeafRow[variable]], [challenge]);
            }

            var columnClaims = ColumnClaims(machine, tables);
            challenger.Observe(MessageKind.ColumnClaims, columnClaims);
            return (new(skip, rounds, columnClaims), rowPoint);
        }
        finally
        {
            tables.ForEach(table => table.Dispose());
        }
    }

    private static KoalaBearExtension5[] ProveSkip(
        ITableKernel[] kernels, TraceMatrix[] traces, ZerocheckChallenges<KoalaBearExtension5> batch, in SkipRound round)
    {
        var logSkip = round.LogSkip;
        RowSums sums = new(SkipDomain.Cosets << logSkip);
        foreach (var (kernel, trace) in kernels.Zip(traces))
        {
            kernel.AddSkipSums(trace, round, sums);
        }

        // The other coefficients are zero: the degree is 4 (2^l - 1).
        var skip = new KoalaBearExtension5[(SkipDomain.Cosets + 1) << logSkip];
        AddProduct(skip, EqTable.Build(batch.Tau.AsSpan(0, logSkip)), sums.Constraints, KoalaBearExtension5.One, logSkip);
        AddProduct(skip, EqTable.Build(batch.LeafRow.AsSpan(0, logSkip)), sums.Leaves, batch.Eta, logSkip);
        return skip[..ZerocheckShape.SkipElements(logSkip)];
    }

    /// <summary>Adds eq of the low variables, by its values on the subgroup, times a sum, by its values on the cosets, times a factor.</summary>
    private static void AddProduct(
        KoalaBearExtension5[] product, KoalaBearExtension5[] low, KoalaBearExtension5[] sum, KoalaBearExtension5 factor, int logSkip)
    {
        var left = SkipDomain.Interpolate(logSkip, 0, low);
        var right = SkipDomain.InterpolateAll(logSkip, sum);
        for (var i = 0; i < left.Length; i++)
        {
            var scaled = left[i] * factor;
            for (var j = 0; j < right.Length; j++)
            {
                product[i + j] += scaled * right[j];
            }
        }
    }

    private static RowSums VariableSums(ITableKernel[] kernels, List<FoldedTable> tables, in VariableRound round)
    {
        RowSums sums = new(VariableRound.Points);
        foreach (var (kernel, table) in kernels.Zip(tables))
        {
            kernel.AddVariableSums(table, round, sums);
        }

        VariableRound.Interpolate(sums.Constraints);
        VariableRound.Interpolate(sums.Leaves);
        return sums;
    }

    private static KoalaBearExtension5[] ColumnClaims(Machine machine, List<FoldedTable> tables)
    {
        var claims = new KoalaBearExtension5[machine.ColumnCount];
        foreach (var (ids, table) in BlockLayout.ColumnIds(machine).Zip(tables))
        {
            for (var column = 0; column < ids.Length; column++)
            {
                claims[ids[column]] = table[column, 0];
            }
        }

        return claims;
    }

    private static KoalaBearExtension5 Dot(KoalaBearExtension5[] left, KoalaBearExtension5[] right)
    {
        var sum = KoalaBearExtension5.Zero;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
