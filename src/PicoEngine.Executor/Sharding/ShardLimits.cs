// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Sharding;

/// <summary>A shard ends before it exceeds any of these (protocol design, sections 4.4, 4.5 and 4.9).</summary>
public sealed record ShardLimits
{
    /// <summary>Below this the slack between two looks at the limits would be a large part of a shard.</summary>
    public const long MinimumCells = 1 << 22;

    private readonly long _cells = 1L << 28;

    /// <summary>The design's default shard: 2^28 cells, two of which are in flight on a 24 GiB GPU.</summary>
    public static ShardLimits Default { get; } = new();

    /// <summary>Committed cells; at least <see cref="MinimumCells"/>.</summary>
    public long Cells
    {
        get => _cells;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, MinimumCells);
            _cells = value;
        }
    }

    /// <summary>Rows of any one table: 2^H, H = 22 in the core.</summary>
    public long RowsPerTable { get; init; } = 1 << 22;

    /// <summary>LogUp fractions.</summary>
    public long Interactions { get; init; } = 1 << 29;

    /// <summary>Memory words touched: what eight boundary columns of 2^21 rows hold.</summary>
    public long TouchedWords { get; init; } = 1 << 21;

    /// <summary>Timestamps are proved to lie below this.</summary>
    public long Timestamp { get; init; } = 1 << 27;
}
