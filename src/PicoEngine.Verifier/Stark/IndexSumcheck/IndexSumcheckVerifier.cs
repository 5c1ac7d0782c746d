// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Verifier.Stark.IndexSumcheck;

/// <summary>Checks the sumcheck that turns one value per column of a table into one value per stacked column.</summary>
/// <remarks>
/// sum_id lambda^id v_id = sum_i A(i) e(i) over the pieces i of all stacked columns: e(i) is the value of piece i at the low coordinates of the row point, A is
/// public (<see cref="Air.Layout.IndexPolynomial"/>). Variables: piece inside a stacked column, then the stacked column.
/// </remarks>
public static class IndexSumcheckVerifier
{
    /// <summary>Runs the checks.</summary>
    /// <param name="context">The transcript behind the column claims, and the place where failed checks are heard.</param>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="columnClaims">The values of the columns, by column number.</param>
    /// <param name="rowPoint">The point where they are claimed.</param>
    /// <param name="proof">The prover's messages, of the lengths that the parameters give.</param>
    /// <param name="heights">The heights of the shard.</param>
    /// <returns>The point at which the opening has to show the stack claims.</returns>
    public static OpeningPoint<TElement> Verify<TElement>(
        IVerifierContext<TElement> context,
        SystemParameters parameters,
        ReadOnlySpan<TElement> columnClaims,
        TElement[] rowPoint,
        IndexSumcheckProof<TElement> proof,
        IShardHeights<TElement> heights)
        where TElement : IAdditionOperators<TElement, TElement, TElement>,
            ISubtractionOperators<TElement, TElement, TElement>,
            IMultiplyOperators<TElement, TElement, TElement>
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(rowPoint);
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(heights);
        var lambda = context.SampleExtension();
        var claim = context.Constant(KoalaBearExtension5.Zero);
        for (var id = columnClaims.Length - 1; id >= 0; id--)
        {
            claim = (claim * lambda) + columnClaims[id];
        }

        var rho = new TElement[proof.Rounds.Length];
        for (var round = 0; round < rho.Length; round++)
        {
            var (atZero, atInfinity) = (proof.Rounds[round].AtZero, proof.Rounds[round].AtInfinity);
            context.Observe(MessageKind.IndexRound, [atZero, atInfinity]);
            var linear = claim - atZero - atZero - atInfinity;
            rho[round] = context.SampleExtension();
            claim = (((atInfinity * rho[round]) + linear) * rho[round]) + atZero;
        }

        MultilinearWeights<TElement> weights = new(context);
        var pieceVariables = parameters.LogStackedHeight - parameters.LogPieceHeight;
        var top = weights.EqTable(rho.AsSpan(pieceVariables));
        var value = weights.Dot(proof.StackClaims, top.AsSpan(0, proof.StackClaims.Length));
        context.RequireZero((heights.IndexWeight(rowPoint, lambda, rho) * value) - claim, new(RejectionReason.IndexFinalClaim));
        context.Observe(MessageKind.StackClaims, proof.StackClaims);
        return new(rowPoint[0], rowPoint[parameters.LogSkip..parameters.LogPieceHeight], rho[..pieceVariables]);
    }
}
