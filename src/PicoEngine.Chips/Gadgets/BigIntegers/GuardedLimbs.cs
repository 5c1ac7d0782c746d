// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>A number where a flag is 1, else zero.</summary>
internal sealed class GuardedLimbs(LimbExpression number, Column flag) : LimbExpression([.. number.Limbs.Select(limb => limb.Union(LimbInterval.Zero))])
{
    private readonly int _index = flag.Index;

    public override TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder) => Guard(builder, number.Express(builder));

    public override TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder, IReadOnlyList<CarryGroup> groups) => Guard(builder, number.Express(builder, groups));

    public override void AddTo(ReadOnlySpan<int> cells, int factor, Span<int> sums)
    {
        if (cells[_index] != 0)
        {
            number.AddTo(cells, factor, sums);
        }
    }

    private TExpr[] Guard<TExpr>(IAirBuilder<TExpr> builder, TExpr[] values)
        where TExpr : struct, IAirExpression<TExpr>
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = builder[flag] * values[i];
        }

        return values;
    }
}
