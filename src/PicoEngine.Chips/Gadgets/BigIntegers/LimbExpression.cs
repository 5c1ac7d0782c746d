// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>
/// An integer as a polynomial at 2^8: coefficients over the cells of a row, each with the interval it stays in where the cells pass their range checks.
/// Described once; constraints and rows both come from the description.
/// </summary>
internal abstract class LimbExpression
{
    /// <summary>Bits of a limb: the polynomial is taken at 2^this.</summary>
    public const int LimbBits = 8;

    protected LimbExpression(ImmutableArray<LimbInterval> limbs) => Limbs = limbs;

    /// <summary>The coefficients, lowest first: what they can be.</summary>
    public ImmutableArray<LimbInterval> Limbs { get; }

    /// <summary>The number of coefficients.</summary>
    public int Length => Limbs.Length;

    /// <summary>The smallest value.</summary>
    public BigInteger Minimum => Sum(limb => limb.Minimum);

    /// <summary>The largest value.</summary>
    public BigInteger Maximum => Sum(limb => limb.Maximum);

    /// <summary>A number in columns, 0 to 255 each. The table checks the bytes.</summary>
    public static LimbExpression Bytes(ColumnRange cells) => new CellLimbs(cells, null);

    /// <summary>A number in signed digits: columns minus 128 where the row is real. The table checks the bytes; padding has zeros.</summary>
    public static LimbExpression SignedBytes(ColumnRange cells, RowFlags flags) => new CellLimbs(cells, flags);

    /// <summary>A constant for each kind of row, in balanced digits.</summary>
    public static LimbExpression Constants(RowFlags flags, params ReadOnlySpan<BigInteger> values) => new ConstantLimbs(flags, values);

    public static LimbExpression operator +(LimbExpression left, LimbExpression right) => new SumLimbs(left, right, 1);

    public static LimbExpression operator -(LimbExpression left, LimbExpression right) => new SumLimbs(left, right, -1);

    public static LimbExpression operator *(LimbExpression left, LimbExpression right) =>
        ReferenceEquals(left, right) ? new SquareLimbs(left) : new ProductLimbs(left, right);

    public static LimbExpression operator *(int factor, LimbExpression right) => new ScaledLimbs(factor, right);

    /// <summary>The number where a boolean column is 1, else zero. Raises the degree by one.</summary>
    public LimbExpression When(Column flag) => new GuardedLimbs(this, flag);

    /// <summary>The coefficients as expressions of a table.</summary>
    public abstract TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>;

    /// <summary>The values of groups of coefficients, each the sum of coefficient times 2^(8 i) from its first one on; those beyond the last are zero.</summary>
    /// <remarks>A product is made group by group: half the multiplications that its coefficients would take, where groups have two.</remarks>
    public virtual TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder, IReadOnlyList<CarryGroup> groups)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var limbs = Express(builder);
        var values = new TExpr[groups.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value<TExpr>(limbs, groups[i].Start, groups[i].Size);
        }

        return values;
    }

    /// <summary>Adds a multiple of the coefficients of a row to others.</summary>
    /// <param name="cells">The row, a canonical word per column.</param>
    /// <param name="factor">The multiple.</param>
    /// <param name="sums">At least as many as there are coefficients. Sums wrap around at 2^32, so only the last ones need to fit.</param>
    public abstract void AddTo(ReadOnlySpan<int> cells, int factor, Span<int> sums);

    /// <summary>The value of <paramref name="size"/> limbs from <paramref name="start"/> on; limbs before the first and beyond the last are zero.</summary>
    protected static TExpr Value<TExpr>(ReadOnlySpan<TExpr> limbs, int start, int size)
        where TExpr : struct, IAirExpression<TExpr>
    {
        TExpr sum = 0;
        for (var i = 0; i < size; i++)
        {
            if (start + i >= 0 && start + i < limbs.Length)
            {
                sum += i == 0 ? limbs[start] : (1 << (LimbBits * i)) * limbs[start + i];
            }
        }

        return sum;
    }

    private BigInteger Sum(Func<LimbInterval, long> end)
    {
        var sum = BigInteger.Zero;
        for (var i = Length - 1; i >= 0; i--)
        {
            sum = (sum << LimbBits) + end(Limbs[i]);
        }

        return sum;
    }
}
