// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>A small multiple of a number, limb by limb.</summary>
internal sealed class ScaledLimbs(int scale, LimbExpression number) : LimbExpression([.. number.Limbs.Select(limb => scale * limb)])
{
    public override TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder) => Scale(number.Express(builder));

    public override TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder, IReadOnlyList<CarryGroup> groups) => Scale(number.Express(builder, groups));

    public override void AddTo(ReadOnlySpan<int> cells, int factor, Span<int> sums) => number.AddTo(cells, scale * factor, sums);

    private TExpr[] Scale<TExpr>(TExpr[] values)
        where TExpr : struct, IAirExpression<TExpr>
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = scale * values[i];
        }

        return values;
    }
}
