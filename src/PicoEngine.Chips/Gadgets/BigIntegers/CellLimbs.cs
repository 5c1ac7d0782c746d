// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>A number whose limbs are cells, or cells minus 128.</summary>
internal sealed class CellLimbs(ColumnRange cells, RowFlags? signed)
    : LimbExpression([.. Enumerable.Repeat(signed is null ? new LimbInterval(0, 255) : new LimbInterval(-SignOffset, SignOffset - 1), cells.Length)])
{
    /// <summary>What a cell has more than its signed digit.</summary>
    public const int SignOffset = 128;

    private readonly int _start = cells[0].Index;

    public override TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder)
    {
        TExpr offset = signed is null ? 0 : SignOffset * signed.Real(builder);
        var limbs = new TExpr[Length];
        for (var i = 0; i < limbs.Length; i++)
        {
            limbs[i] = builder[cells[i]] - offset;
        }

        return limbs;
    }

    public override void AddTo(ReadOnlySpan<int> cells, int factor, Span<int> sums)
    {
        var offset = signed is null ? 0 : SignOffset;
        cells = cells.Slice(_start, Length);
        sums = sums[..cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            sums[i] += factor * (cells[i] - offset);
        }
    }
}
