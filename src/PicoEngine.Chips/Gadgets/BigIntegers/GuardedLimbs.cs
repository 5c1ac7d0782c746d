// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>A number where a flag is 1, else zero.</summary>
internal sealed class GuardedLimbs(LimbExpression number, Column flag) : LimbExpression([.. number.Limbs.Select(limb => limb.Union(LimbInterval.Zero))])
{
    private readonly int _index = flag.Index;

    public override TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder)
    {
        var limbs = number.Express(builder);
        for (var i = 0; i < limbs.Length; i++)
        {
            limbs[i] = builder[flag] * limbs[i];
        }

        return limbs;
    }

    public override void AddTo(ReadOnlySpan<int> cells, int factor, Span<int> sums)
    {
        if (cells[_index] != 0)
        {
            number.AddTo(cells, factor, sums);
        }
    }
}
