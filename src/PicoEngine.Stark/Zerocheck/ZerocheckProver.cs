// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Stark.Zerocheck;

/// <summary>Proves all constraints, and the claim on the LogUp leaves, down to one value per column.</summary>
/// <remarks>It does not look whether the constraints hold: a wrong witness gives a proof that is refused.</remarks>
public static class ZerocheckProver
{
    /// <summary>Writes the messages to the transcript.</summary>
    /// <param name="shard">The rows.</param>
    /// <param name="fingerprints">The challenges of the leaves.</param>
    /// <param name="leaves">The claim on the leaves.</param>
    /// <param name="challenger">The transcript behind that claim.</param>
    /// <param name="ops">Sums over the rows.</param>
    /// <param name="onRows">Whether constraints are evaluated on the rows themselves.</param>
    /// <returns>The messages, and the row point of the column claims: a coordinate per row variable, those that the skip round binds besides the first are zero.</returns>
    public static (ZerocheckProof<KoalaBearExtension5> Proof, KoalaBearExtension5[] RowPoint) Prove(
        CommittedShard shard,
        FingerprintChallenges<KoalaBearExtension5> fingerprints,
        LeafClaim<KoalaBearExtension5> leaves,
        DuplexChallenger challenger,
        IZerocheckOps ops,
        ConstraintsOnRows onRows = ConstraintsOnRows.AreZero)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(leaves);
        ArgumentNullException.ThrowIfNull(challenger);
        ArgumentNullException.ThrowIfNull(ops);
        var logSkip = shard.Parameters.LogSkip;
        ZerocheckChallenges<KoalaBearExtension5> batch = new(challenger.SampleExtension, shard.Machine.Limits.LogMaximumHeight, leaves.Point);
        using var session = ops.Begin(shard, fingerprints, batch);
        var rowPoint = new KoalaBearExtension5[batch.Tau.Length];
        var (constraintFactor, leafFactor) = (KoalaBearExtension5.One, batch.Eta);
        KoalaBearExtension5[] skip = [], weights = [KoalaBearExtension5.One];
        if (logSkip > 0)
        {
            skip = SkipPolynomial(session.SkipSums(onRows), batch, logSkip);
            challenger.Observe(MessageKind.Skip, skip);
            rowPoint[0] = challenger.SampleExtension();
            weights = SkipDomain.Lagrange(logSkip, rowPoint[0]);
            constraintFactor *= Dot(EqTable.Build(batch.Tau.AsSpan(0, logSkip)), weights);
            leafFactor *= Dot(EqTable.Build(batch.LeafRow.AsSpan(0, logSkip)), weights);
        }

        session.BindSkip(weights);
        var rounds = new KoalaBearExtension5[rowPoint.Length - logSkip][];
        for (var variable = logSkip; variable < rowPoint.Length; variable++)
        {
            var sums = session.VariableSums();
            RoundPolynomial.Interpolate(sums.Constraints);
            RoundPolynomial.Interpolate(sums.Leaves);
            var constraints = RoundPolynomial.WithEq(sums.Constraints, batch.Tau[variable], constraintFactor);
            var leafTerms = RoundPolynomial.WithEq(sums.Leaves, batch.LeafRow[variable], leafFactor);

            // The claim gives coefficient 1.
            var message = Enumerable.Range(0, constraints.Length).Where(k => k != 1).Select(k => constraints[k] + leafTerms[k]).ToArray();
            rounds[variable - logSkip] = message;
            challenger.Observe(MessageKind.ConstraintRound, message);
            var challenge = challenger.SampleExtension();
            rowPoint[variable] = challenge;
            session.Bind(challenge);
            constraintFactor *= EqTable.Evaluate([batch.Tau[variable]], [challenge]);
            leafFactor *= EqTable.Evaluate([batch.LeafRow[variable]], [challenge]);
        }

        var columnClaims = session.ColumnClaims();
        challenger.Observe(MessageKind.ColumnClaims, columnClaims);
        return (new(skip, rounds, columnClaims), rowPoint);
    }

    /// <summary>The coefficients of the skip round's polynomial; those that are not sent are zero, as its degree is 4 (2^l - 1).</summary>
    private static KoalaBearExtension5[] SkipPolynomial(ConstraintSums sums, ZerocheckChallenges<KoalaBearExtension5> batch, int logSkip)
    {
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
