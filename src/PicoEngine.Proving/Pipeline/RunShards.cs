// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Chips;
using PicoEngine.Chips.Memory;
using PicoEngine.Chips.Traces;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using PicoEngine.Executor.Recording;
using PicoEngine.Executor.Sharding;
using PicoEngine.Proving.Sizing;
using PicoEngine.RiscV.Events;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Pipeline;

/// <summary>The shards of an executed run: replays them, chooses their shapes, and makes their rows.</summary>
internal sealed class RunShards : IShardSource, IDisposable
{
    private readonly ProgramKey _key;
    private readonly ShardSizing _sizing;
    private readonly ExecutionReport _report;
    private readonly int _degreeOfParallelism;
    private readonly ShardReplayer _replayer;
    private readonly ushort[][] _origins;
    private readonly ImmutableArray<ChainSlice> _slices;
    private readonly (KeyedShape Shape, int[] Heights)?[] _plans;
    private readonly uint[] _committed;
    private ShardRecords? _records;

    public RunShards(ProgramKey key, ShardSizing sizing, ExecutionReport report, int degreeOfParallelism)
    {
        _key = key;
        _sizing = sizing;
        _report = report;
        _degreeOfParallelism = degreeOfParallelism;
        _committed = Committed(report);
        using (CellHistory history = new())
        {
            _origins = [.. report.Shards.Select(history.Append)];
            _slices = RunPlan.Divide(
                key.Encoding.Layout,
                CellHistory.FinalRegisters(report.Shards[^1]),
                history.Finish(report.FinalMemory),
                [.. report.Shards.Select(Room)],
                IdleRoom());
        }

        if (_slices.Length > key.VerifyingKey.Family.Parameters.MaximumShards)
        {
            throw new PicoException(
                ErrorCatalog.RunTooLarge,
                $"the run takes {_slices.Length} shards of this size, a proof holds {key.VerifyingKey.Family.Parameters.MaximumShards}",
                new Dictionary<string, object?> { ["shards"] = _slices.Length, ["limit"] = key.VerifyingKey.Family.Parameters.MaximumShards });
        }

        _plans = new (KeyedShape, int[])?[_slices.Length];
        _replayer = new ShardReplayer(key.Program);
    }

    public int Count => _slices.Length;

    /// <summary>Instructions that end in a shard.</summary>
    public ulong Cycles(int number) => number <= _report.Shards.Count ? _report.Shards[number - 1].Cycles : 0;

    /// <summary>Shape and heights of a shard; replays it when they are not known yet.</summary>
    public (KeyedShape Shape, int[] Heights) Plan(int number)
    {
        if (_plans[number - 1] is { } known)
        {
            return known;
        }

        (IShardRecords records, ShardBoundary boundary) = Source(number);
        (KeyedShape Shape, int[] Heights)? plan = ShapeChoice.Cheapest(_sizing.Shapes, shape => ShardTraceBuilder.CanProve(shape.Machine.Machine, records)
            ? _key.Traces.Heights(shape.Machine.Machine, records, boundary)
            : null);
        _plans[number - 1] = plan ?? throw new PicoException(
            ErrorCatalog.Internal, $"shard {number} fits none of the shapes that it was cut for", new Dictionary<string, object?> { ["shard"] = number });
        return plan.Value;
    }

    public (ShardWitness Witness, int[] Heights) MakeBoundary(int number)
    {
        (KeyedShape shape, int[] heights) = Plan(number);
        (IShardRecords records, ShardBoundary boundary) = Source(number);
        ShardWitness witness = _key.Traces.BuildBoundary(shape.Machine.Machine, records, boundary, _degreeOfParallelism);
        return (witness with { Shape = shape.Index }, heights);
    }

    public ShardWitness Make(int number)
    {
        (KeyedShape shape, _) = Plan(number);
        (IShardRecords records, ShardBoundary boundary) = Source(number);
        return _key.Traces.Build(shape.Machine.Machine, records, boundary, _degreeOfParallelism) with { Shape = shape.Index };
    }

    public void Dispose() => _replayer.Dispose();

    private (IShardRecords Records, ShardBoundary Boundary) Source(int number)
    {
        bool isIdle = number > _report.Shards.Count;
        if (!isIdle && _records?.Checkpoint.Index != number)
        {
            // Until the next one is there nobody may read the old one, so it is gone even if the replay fails.
            ShardRecords? finished = _records;
            _records = null;
            _records = _replayer.Replay(_report.Shards[number - 1], finished);
        }

        return (isIdle ? IdleRecords.Instance : _records!, new ShardBoundary
        {
            Shard = number,
            MemoryOrigins = isIdle ? default(ReadOnlyMemory<ushort>) : _origins[number - 1],
            Chain = _slices[number - 1],
            Committed = _committed,
        });
    }

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

    private static uint[] Committed(ExecutionReport report)
    {
        var words = new uint[2 * RunPublicValues.DigestWords];
        for (int i = 0; i < RunPublicValues.DigestWords; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(report.PublicValuesDigest.Span[(4 * i)..]);
            words[RunPublicValues.DigestWords + i] = report.DeferredDigest[i] ?? 0;
        }

        return words;
    }
}
