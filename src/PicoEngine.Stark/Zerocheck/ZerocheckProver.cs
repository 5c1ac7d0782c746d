// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Stark.Multilinear;
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
        int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(witness);
        ArgumentNullException.ThrowIfNull(leaves);
        ArgumentNullException.ThrowIfNull(challenger);
        if (witness.Traces.Length != machine.Tables.Length)
        {
            throw new ArgumentException("There is one trace per table.", nameof(witness));
        }

        ZerocheckChallenges<KoalaBearExtension5> batch = new(challenger.SampleExtension, machine.Limits.LogMaximumHeight, leaves.Point);
        var terms = TableTerms.Create(machine, witness.PublicValues, fingerprints, batch);
        var rowPoint = new KoalaBearExtension5[batch.Tau.Length];
        var (constraintFactor, leafFactor) = (KoalaBearExtension5.One, batch.Eta);
        KoalaBearExtension5[] skip = [], weights = [KoalaBearExtension5.One];
        if (logSkip > 0)
        {
            skip = ProveSkip(terms, witness.Traces, logSkip, batch, degreeOfParallelism);
            challenger.Observe(MessageKind.Skip, skip);
            rowPoint[0] = challenger.SampleExtension();
            weights = SkipDomain.Lagrange(logSkip, rowPoint[0]);
            constraintFactor *= Dot(EqTable.Build(batch.Tau.AsSpan(0, logSkip)), weights);
            leafFactor *= Dot(EqTable.Build(batch.LeafRow.AsSpan(0, logSkip)), weights);
        }

        FoldedTable[] tables = [.. witness.Traces.Select(trace => FoldedTable.BindSkip(trace, weights, degreeOfParallelism))];
        var rounds = new KoalaBearExtension5[rowPoint.Length - logSkip][];
        for (var variable = logSkip; variable < rowPoint.Length; variable++)
        {
            var message = ProveVariable(terms, tables, variable, batch, constraintFactor, leafFactor, degreeOfParallelism);
            rounds[variable - logSkip] = message;
            challenger.Observe(MessageKind.ConstraintRound, message);
            var challenge = challenger.SampleExtension();
            rowPoint[variable] = challenge;
            tables = [.. tables.Select(table => table.Bind(challenge, degreeOfParallelism))];
            constraintFactor *= EqTable.Evaluate([batch.Tau[variable]], [challenge]);
            leafFactor *= EqTable.Evaluate([batch.LeafRow[variable]], [challenge]);
        }

        var columnClaims = ColumnClaims(machine, tables);
        challenger.Observe(MessageKind.ColumnClaims, columnClaims);
        return (new(skip, rounds, columnClaims), rowPoint);
    }

    private static KoalaBearExtension5[] ProveSkip(
        TableTerms[] terms, TraceMatrix[] traces, int logSkip, ZerocheckChallenges<KoalaBearExtension5> batch, int degreeOfParallelism)
    {
        var chunks = traces.Max(trace => trace.Height) >> logSkip;
        var sums = SkipRound.Sum(
            terms,
            traces,
            logSkip,
            EqPrefix.Build(batch.Tau.AsSpan(logSkip), chunks),
            EqPrefix.Build(batch.LeafRow.AsSpan(logSkip), chunks),
            degreeOfParallelism);
        var (lowTau, lowLeaf) = (EqTable.Build(batch.Tau.AsSpan(0, logSkip)), EqTable.Build(batch.LeafRow.AsSpan(0, logSkip)));
        var lagrange = SkipDomain.LagrangeOnCosets(logSkip);
        var values = new KoalaBearExtension5[lagrange.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (Dot(lowTau, lagrange[i]) * sums.Constraints[i]) + (batch.Eta * Dot(lowLeaf, lagrange[i]) * sums.Leaves[i]);
        }

        // The other coefficients are zero: the degree is 4 (2^l - 1).
        return SkipDomain.Interpolate(values)[..ZerocheckShape.SkipElements(logSkip)];
    }

    private static KoalaBearExtension5[] ProveVariable(
        TableTerms[] terms,
        FoldedTable[] tables,
        int variable,
        ZerocheckChallenges<KoalaBearExtension5> batch,
        KoalaBearExtension5 constraintFactor,
        KoalaBearExtension5 leafFactor,
        int degreeOfParallelism)
    {
        var pairs = (tables.Max(table => table.Height) + 1) / 2;
        var sums = VariableRound.Sum(
            terms,
            tables,
            EqPrefix.Build(batch.Tau.AsSpan(variable + 1), pairs),
            EqPrefix.Build(batch.LeafRow.AsSpan(variable + 1), pairs),
            degreeOfParallelism);
        var constraints = VariableRound.WithEq(sums.Constraints, batch.Tau[variable], constraintFactor);
        var leaves = VariableRound.WithEq(sums.Leaves, batch.LeafRow[variable], leafFactor);

        // The claim gives coefficient 1.
        return [.. Enumerable.Range(0, constraints.Length).Where(k => k != 1).Select(k => constraints[k] + leaves[k])];
    }

    private static KoalaBearExtension5[] ColumnClaims(Machine machine, FoldedTable[] tables)
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

    private static KoalaBearExtension5 Dot(KoalaBearExtension5[] left, KoalaBear[] right)
    {
        var sum = KoalaBearExtension5.Zero;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
