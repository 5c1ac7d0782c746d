// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Sharding;

/// <summary>A shard ends before it exceeds any of these (protocol document, sections 3 to 5).</summary>
public sealed record ShardLimits
{
    /// <summary>Below this the slack between two looks at the limits would be a large part of a shard.</summary>
    public const long MinimumCells = 1 << 22;

    /// <summary>Likewise, for rows, words and time steps.</summary>
    public const long MinimumCount = 1 << 17;

    /// <summary>Likewise, for boundary cells: one stacked column.</summary>
    public const long MinimumBoundaryCells = 1 << 21;

    /// <summary>The design's default shard: 2^28 cells, two of which are in flight on a 24 GiB GPU.</summary>
    public static ShardLimits Default { get; } = new();

    /// <summary>Cells of the main columns, of which a machine with W stacked columns holds W · 2^21; at least <see cref="MinimumCells"/>.</summary>
    public long Cells { get; init => field = AtLeast(value, MinimumCells); } = 1L << 28;

    /// <summary>Rows of any one table: 2^H, H = 22 in the core; at least <see cref="MinimumCount"/>.</summary>
    public long RowsPerTable { get; init => field = AtLeast(value, MinimumCount); } = 1 << 22;

    /// <summary>LogUp fractions; at least <see cref="MinimumCells"/>.</summary>
    public long Interactions { get; init => field = AtLeast(value, MinimumCells); } = 1 << 29;

    /// <summary>Cells of the boundary columns: eight stacked ones of 2^21; at least <see cref="MinimumBoundaryCells"/>.</summary>
    public long BoundaryCells { get; init => field = AtLeast(value, MinimumBoundaryCells); } = 8 << 21;

    /// <summary>Memory words touched; at least <see cref="MinimumCount"/>.</summary>
    public long TouchedWords { get; init => field = AtLeast(value, MinimumCount); } = 1 << 21;

    /// <summary>Timestamps are proved to lie below this; at least <see cref="MinimumCount"/>.</summary>
    public long Timestamp { get; init => field = AtLeast(value, MinimumCount); } = 1 << 27;

    private static long AtLeast(long value, long minimum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, minimum);
        return value;
    }
}
