// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Verifier.Stark.Zerocheck;

/// <summary>Checks the sumcheck that reduces all constraints, and the claim on the LogUp leaves, to one value per column.</summary>
/// <remarks>
/// sum_x eq(tau, x) sum_t theta^t sum_c alpha^c C_{t,c}(x) + eta eq(xi_x, x) sum_g eq(xi_g, g) (P_g + kappa (Q_g - s_t))(x) = eta (p + kappa (q - 1)).
/// The skip round binds the l low row variables at once: row bits y stand for the point w^y of the subgroup of order 2^l. Then one round for each variable.
/// </remarks>
public static class ZerocheckVerifier
{
    /// <summary>Runs the checks.</summary>
    /// <param name="context">The transcript behind the leaf claim, and the place where failed checks are heard.</param>
    /// <param name="machine">The tables.</param>
    /// <param name="logSkip">l of the parameter set.</param>
    /// <param name="proof">The prover's messages, of the lengths that machine and parameters give.</param>
    /// <param name="leaves">The claim on the leaves.</param>
    /// <param name="publicValues">The public values of the shard.</param>
    /// <param name="fingerprints">The challenges of the leaves.</param>
    /// <param name="heights">The heights of the shard.</param>
    /// <returns>The row point of the column claims: a coordinate per row variable, the one of the skip round first, those that it binds besides zero.</returns>
    public static TElement[] Verify<TElement>(
        IVerifierContext<TElement> context,
        Machine machine,
        int logSkip,
        ZerocheckProof<TElement> proof,
        LeafClaim<TElement> leaves,
        ReadOnlySpan<TElement> publicValues,
        FingerprintChallenges<TElement> fingerprints,
        IShardHeights<TElement> heights)
        where TElement : IAdditionOperators<TElement, TElement, TElement>,
            ISubtractionOperators<TElement, TElement, TElement>,
            IMultiplyOperators<TElement, TElement, TElement>
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(leaves);
        ArgumentNullException.ThrowIfNull(heights);
        var one = context.Constant(KoalaBearExtension5.One);
        ZerocheckChallenges<TElement> batch = new(context.SampleExtension, machine.Limits.LogMaximumHeight, leaves.Point);
        var claim = batch.Eta * (leaves.Value.Numerator + (batch.Kappa * (leaves.Value.Denominator - one)));
        var point = new TElement[batch.Tau.Length];
        Array.Fill(point, context.Constant(KoalaBearExtension5.Zero));
        if (logSkip > 0)
        {
            (point[0], claim) = BindSkip(context, logSkip, proof.Skip, claim);
        }

        for (var round = 0; round < proof.Rounds.Length; round++)
        {
            (point[logSkip + round], claim) = BindVariable(context, proof.Rounds[round], claim);
        }

        var (constraints, leafSum) = Evaluate(context, machine, proof.ColumnClaims, publicValues, fingerprints, heights, batch, point);
        var expected = (EqWithSkip(context, logSkip, batch.Tau, point) * constraints)
            + (batch.Eta * EqWithSkip(context, logSkip, batch.LeafRow, point) * leafSum);
        context.RequireZero(expected - claim, new(RejectionReason.ZerocheckFinalClaim));
        context.Observe(MessageKind.ColumnClaims, proof.ColumnClaims);
        return point;
    }

    private static (TElement Challenge, TElement Claim) BindSkip<TElement>(
        IVerifierContext<TElement> context, int logSkip, TElement[] coefficients, TElement claim)
        where TElement : IAdditionOperators<TElement, TElement, TElement>,
            ISubtractionOperators<TElement, TElement, TElement>,
            IMultiplyOperators<TElement, TElement, TElement>
    {
        // Over a subgroup of order n the sum of X^k is n where n divides k, else 0.
        var size = 1 << logSkip;
        var sum = coefficients[0];
        for (var k = size; k < coefficients.Length; k += size)
        {
            sum += coefficients[k];
        }

        context.RequireZero((sum * context.Constant(KoalaBear.FromCanonical((uint)size))) - claim, new(RejectionReason.SkipRound));
        context.Observe(MessageKind.Skip, coefficients);
        var challenge = context.SampleExtension();
        return (challenge, Horner(coefficients, challenge));
    }

    private static (TElement Challenge, TElement Claim) BindVariable<TElement>(IVerifierContext<TElement> context, TElement[] message, TElement claim)
        where TElement : IAdditionOperators<TElement, TElement, TElement>,
            ISubtractionOperators<TElement, TElement, TElement>,
            IMultiplyOperators<TElement, TElement, TElement>
    {
        var linear = claim - message[0] - message[0] - message[1] - message[2] - message[3];
        context.Observe(MessageKind.ConstraintRound, message);
        var challenge = context.SampleExtension();
        return (challenge, Horner([message[0], linear, message[1], message[2], message[3]], challenge));
    }

    /// <summary>The batched constraints and the batched leaves at the row point, eq left out.</summary>
    private static (TElement Constraints, TElement Leaves) Evaluate<TElement>(
        IVerifierContext<TElement> context,
        Machine machine,
        TElement[] columnClaims,
        ReadOnlySpan<TElement> publicValues,
        FingerprintChallenges<TElement> fingerprints,
        IShardHeights<TElement> heights,
        ZerocheckChallenges<TElement> batch,
        TElement[] point)
        where TElement : IAdditionOperators<TElement, TElement, TElement>,
            ISubtractionOperators<TElement, TElement, TElement>,
            IMultiplyOperators<TElement, TElement, TElement>
    {
        InteractionEvaluation<TElement> interactions = new(context, fingerprints, machine.Limits.MaximumMessageLength);
        var groupWeights = new MultilinearWeights<TElement>(context).EqTable(batch.LeafGroup);
        var ids = BlockLayout.ColumnIds(machine);
        var constraints = context.Constant(KoalaBearExtension5.Zero);
        var (leaves, tableWeight, group) = (constraints, context.Constant(KoalaBearExtension5.One), 0);
        foreach (var table in machine.Tables)
        {
            var realRow = heights.RealRows(table.Index, point);
            TElement[] columns = [.. ids[table.Index].Select(id => columnClaims[id])];
            var registers = new TElement[table.Program.Instructions.Length];
            table.Program.Run(columns, realRow, publicValues, value => context.Constant(value), registers);
            TElement[] values = [.. table.Program.Constraints.Select(register => registers[register])];
            if (values.Length > 0)
            {
                constraints += tableWeight * Horner(values, batch.Alpha);
            }

            for (; group < machine.LeafGroups.Length && machine.LeafGroups[group].Table == table.Index; group++)
            {
                var leaf = interactions.Leaf(table, machine.LeafGroups[group].Interactions, registers, realRow);
                leaves += groupWeights[group] * (leaf.Numerator + (batch.Kappa * (leaf.Denominator - realRow)));
            }

            tableWeight *= batch.Theta;
        }

        return (constraints, leaves);
    }

    /// <summary>eq(a, .), extended over the variable of the skip: sum_y eq(a_low, y) L_y(r_0) times eq of the other variables.</summary>
    private static TElement EqWithSkip<TElement>(IVerifierContext<TElement> context, int logSkip, TElement[] a, TElement[] point)
        where TElement : IAdditionOperators<TElement, TElement, TElement>,
            ISubtractionOperators<TElement, TElement, TElement>,
            IMultiplyOperators<TElement, TElement, TElement>
    {
        MultilinearWeights<TElement> weights = new(context);
        var high = weights.Eq(a.AsSpan(logSkip), point.AsSpan(logSkip));
        return logSkip == 0 ? high : high * weights.Dot(weights.EqTable(a.AsSpan(0, logSkip)), weights.Lagrange(logSkip, point[0]));
    }

    private static TElement Horner<TElement>(ReadOnlySpan<TElement> coefficients, TElement x)
        where TElement : IAdditionOperators<TElement, TElement, TElement>, IMultiplyOperators<TElement, TElement, TElement>
    {
        var value = coefficients[^1];
        for (var i = coefficients.Length - 2; i >= 0; i--)
        {
            value = (value * x) + coefficients[i];
        }

        return value;
    }
}
