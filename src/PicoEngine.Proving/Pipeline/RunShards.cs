// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using PicoEngine.Air.Machines;
using PicoEngine.Chips;
using PicoEngine.Chips.Memory;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Traces;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using PicoEngine.Executor.Recording;
using PicoEngine.Proving.Sizing;
using PicoEngine.RiscV.Events;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Pipeline;

/// <summary>The shards of an executed run: replays them, chooses their shapes, and makes their rows.</summary>
internal sealed class RunShards : IShardSource, IDisposable
{
    private readonly ShardTraceBuilder _traces;
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
        : this(key.Program, key.Encoding, key.Traces, sizing, report, degreeOfParallelism)
    {
    }

    /// <summary>Shards of a program that was not set up.</summary>
    public RunShards(
        GuestProgram program, ProgramEncoding encoding, ShardTraceBuilder traces, ShardSizing sizing, ExecutionReport report, int degreeOfParallelism)
    {
        _traces = traces;
        _sizing = sizing;
        _report = report;
        _degreeOfParallelism = degreeOfParallelism;
        _committed = Committed(report);
        RunDivision division = new(encoding, sizing, report);
        (_origins, _slices) = (division.Origins, division.Slices);
        int most = sizing.Largest.Parameters.MaximumShards;
        if (_slices.Length > most)
        {
            throw new PicoException(
                ErrorCatalog.RunTooLarge,
                $"the run takes {_slices.Length} shards of this size, a proof holds {most}",
                new Dictionary<string, object?> { ["shards"] = _slices.Length, ["limit"] = most });
        }

        _plans = new (KeyedShape, int[])?[_slices.Length];
        _replayer = new ShardReplayer(program);
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
            ? _traces.Heights(shape.Machine.Machine, records, boundary)
            : null);
        _plans[number - 1] = plan ?? throw new PicoException(
            ErrorCatalog.Internal, $"shard {number} fits none of the shapes that it was cut for", new Dictionary<string, object?> { ["shard"] = number });
        return plan.Value;
    }

    public (ShardWitness Witness, int[] Heights) MakeBoundary(int number)
    {
        (KeyedShape shape, int[] heights) = Plan(number);
        (IShardRecords records, ShardBoundary boundary) = Source(number);
        ShardWitness witness = _traces.BuildBoundary(shape.Machine.Machine, records, boundary, _degreeOfParallelism);
        return (witness with { Shape = shape.Index }, heights);
    }

    public ShardWitness Make(int number)
    {
        (KeyedShape shape, _) = Plan(number);
        (IShardRecords records, ShardBoundary boundary) = Source(number);
        return _traces.Build(shape.Machine.Machine, records, boundary, _degreeOfParallelism) with { Shape = shape.Index };
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
