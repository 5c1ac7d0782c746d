// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Sharding;

/// <summary>What a table of the machine costs a shard by its rows.</summary>
/// <param name="Row">Cost of a row.</param>
/// <param name="LogBlockHeight">Rows are committed in blocks of 2^this many (protocol document, section 2).</param>
public readonly record struct TableShape(TableCost Row, int LogBlockHeight = 0)
{
    /// <summary>Rows of a block.</summary>
    public long BlockHeight => 1L << LogBlockHeight;

    /// <summary>Cost of a block, the most that rounding up adds.</summary>
    public TableCost Block => Row * BlockHeight;

    /// <summary>Cost of this many rows in whole blocks.</summary>
    public TableCost Cost(long rows) => Row * (rows + BlockHeight - 1 >> LogBlockHeight << LogBlockHeight);
}
