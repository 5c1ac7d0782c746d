// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Memory;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Traces;
using PicoEngine.Executor;
using PicoEngine.Executor.Sharding;

namespace PicoEngine.Proving.Sizing;

/// <summary>The shards of an executed run with their parts of the address chain: those that execute, and behind them those that the chain alone needs.</summary>
internal sealed class RunDivision
{
    private readonly ShardSizing _sizing;

    public RunDivision(ProgramEncoding encoding, ShardSizing sizing, ExecutionReport report)
    {
        _sizing = sizing;
        using CellHistory history = new();
        Origins = [.. report.Shards.Select(history.Append)];
        Slices = RunPlan.Divide(
            encoding.Layout,
            CellHistory.FinalRegisters(report.Shards[^1]),
            history.Finish(report.FinalMemory),
            [.. report.Shards.Select(Room)],
            IdleRoom());
    }

    /// <summary>By shard that executes, which shard touched each of its words before.</summary>
    public ushort[][] Origins { get; }

    /// <summary>By shard, its part of the chain.</summary>
    public ImmutableArray<ChainSlice> Slices { get; }

    /// <summary>
    /// Room for as many rows of the address chain as the shard was cut for: its new words, in whole blocks, the segments, and in the first shard the image.
    /// </summary>
    private ShardRoom Room(ShardCheckpoint shard)
    {
        TableDefinition words = _sizing.Table(TableNames.Memory);
        long rows = (shard.NewWords + (1L << words.LogBlockHeight) - 1) >> words.LogBlockHeight << words.LogBlockHeight;
        TableCost cost = (CompiledCosts.OfRow(words) * rows) + Whole(TableNames.Segment) + (shard.Index == 1 ? Whole(TableNames.Image) : default);
        return new ShardRoom(cost.BoundaryCells, cost.Cells, words.LogBlockHeight);
    }

    private ShardRoom IdleRoom()
    {
        MachineLimits limits = _sizing.Largest.Machine.Machine.Limits;
        return new ShardRoom(
            HeightCheck.Capacity(limits, ColumnGroup.Boundary) - _sizing.Costs.Shard.BoundaryCells,
            HeightCheck.Capacity(limits, ColumnGroup.Main) - _sizing.Costs.Shard.Cells,
            _sizing.Table(TableNames.Memory).LogBlockHeight);
    }

    private TableCost Whole(string name)
    {
        TableDefinition table = _sizing.Table(name);
        return CompiledCosts.OfRow(table) * ((long)_sizing.Largest.Machine.PreprocessedHeights[table.Index]!.Value << table.LogBlockHeight);
    }
}
