// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;

namespace PicoEngine.Air.Machines;

/// <summary>The system parameters that tables and their layout must fit, under the same names as in the parameter set.</summary>
/// <param name="LogMaximumHeight">No table has more than 2^this rows.</param>
/// <param name="LogBlockHeights">The block heights that tables may have, largest first.</param>
/// <param name="LogPieceHeight">The pieces that the index sumcheck counts in; the smallest block height.</param>
/// <param name="LogStackedHeight">Rows of a stacked column.</param>
/// <param name="StackedWidths">Stacked columns of the preprocessed, boundary and main group.</param>
/// <param name="LogMaximumFractions">At most 2^this fractions in a shard, and global fractions in a run.</param>
/// <param name="MaximumMessageLength">The longest message.</param>
/// <param name="InteractionsPerLeaf">Interactions merged into one leaf of the LogUp tree.</param>
public sealed record MachineLimits(
    int LogMaximumHeight,
    ImmutableArray<int> LogBlockHeights,
    int LogPieceHeight,
    int LogStackedHeight,
    ImmutableArray<int> StackedWidths,
    int LogMaximumFractions,
    int MaximumMessageLength,
    int InteractionsPerLeaf)
{
    /// <summary>Stacked columns of all groups.</summary>
    public int StackedWidth => StackedWidths.Sum();

    /// <summary>Variables of the index sumcheck: pieces of a stacked column first, then ceil(log2) of the number of stacked columns.</summary>
    public int IndexVariables => LogStackedHeight - LogPieceHeight + CeilingLog(StackedWidth);

    /// <summary>The smallest k with 2^k at least <paramref name="count"/>.</summary>
    internal static int CeilingLog(int count) => count <= 1 ? 0 : System.Numerics.BitOperations.Log2((uint)count - 1) + 1;
}
