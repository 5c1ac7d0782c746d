// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>A small multiple of a number, limb by limb.</summary>
internal sealed class ScaledLimbs(int scale, LimbExpression number) : LimbExpression([.. number.Limbs.Select(limb => scale * limb)])
{
    public override TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder)
    {
        var limbs = number.Express(builder);
        for (var i = 0; i < limbs.Length; i++)
        {
            limbs[i] = scale * limbs[i];
        }

        return limbs;
    }

    public override void AddTo(ReadOnlySpan<int> cells, int factor, Span<int> sums) => number.AddTo(cells, scale * factor, sums);
}
