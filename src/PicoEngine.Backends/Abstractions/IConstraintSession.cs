// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The constraint sumcheck of one shard: its columns, bound variable by variable, and sums over their rows.</summary>
/// <remarks>
/// For table t with the columns T_t, the constraints are C(x) = sum_t theta^t sum_c alpha^c C_tc(T_t(x)), and the leaves L(x) = sum_g eq(xi_g, g) [P_g + kappa (Q_g - s)](T_t(x)),
/// s being 1 on real rows and bound like a column. Sums are weighted with eq(tau, .) for constraints and eq(xi_x, .) for leaves over the variables that are not
/// bound and not summed at points; eq of the round's own and of bound variables is the caller's.
/// Order: <see cref="SkipSums"/> once if l is above 0, <see cref="BindSkip"/> once, then <see cref="VariableSums"/> and <see cref="Bind"/> in turn for each of the
/// H - l variables, then <see cref="ColumnClaims"/>.
/// </remarks>
public interface IConstraintSession : IDisposable
{
    /// <summary>The sums of the skip round, in which the l low row bits y stand for the points w^y of the subgroup of order 2^l.</summary>
    /// <param name="onRows">Whether constraints are evaluated on the rows themselves, coset 0, or taken as zero there.</param>
    /// <returns>3 2^l values each: at the points of <see cref="SkipDomain"/>, coset by coset, in each the order of the subgroup.</returns>
    public ConstraintSums SkipSums(ConstraintsOnRows onRows);

    /// <summary>Binds the skip variables: row i of a column becomes the weighted sum of the rows i 2^l + y.</summary>
    /// <param name="weights">2^l weights, the Lagrange polynomials at the challenge; the single weight 1 if l is 0.</param>
    public void BindSkip(ReadOnlySpan<KoalaBearExtension5> weights);

    /// <summary>The sums of the round of the lowest variable that is not bound.</summary>
    /// <returns>4 values each: at 0, 1, 2, 3.</returns>
    public ConstraintSums VariableSums();

    /// <summary>Binds that variable.</summary>
    public void Bind(KoalaBearExtension5 challenge);

    /// <summary>The values of all columns at the point of all challenges, when all variables are bound.</summary>
    /// <returns>By column number (<see cref="Air.Layout.BlockLayout.ColumnIds"/>); zero for those of absent tables.</returns>
    public KoalaBearExtension5[] ColumnClaims();
}
