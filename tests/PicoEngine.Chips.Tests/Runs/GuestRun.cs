// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Oracle;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Traces;
using PicoEngine.Executor;
using PicoEngine.Executor.Recording;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Protocol.Parameters;
using PicoEngine.RiscV.Events;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Chips.Tests.Runs;

/// <summary>The witnesses of a whole execution.</summary>
internal sealed class GuestRun
{
    /// <summary>The machine with all tables.</summary>
    public static readonly Machine Machine = Machine.Compile(RiscVMachine.Definition, SystemParameters.Core128.ToMachineLimits());

    /// <summary>Its shape for small programs, so that tests have few unused rows.</summary>
    public static readonly Machine Shape = Machine.InShape(new ShapeClass(1, 64, BlockClass.Small), preprocessedWidth: 1);

    private GuestRun(GuestProgram program, GuestInput input, ExecutionOptions options, int? wordsPerShard, Machine shape)
    {
        Report = GuestExecutor.Execute(program, input, options);
        Encoding = ProgramEncoding.Of(program.Image);
        Key = shape.WithProgram(Encoding.Preprocessed);
        ShardTraceBuilder builder = new(Machine, Encoding);
        using CellHistory history = new();
        var origins = Report.Shards.Select(history.Append).ToArray();
        ShardRoom room = new(wordsPerShard is { } words ? 3 * 8192 + 1024 + (6L * words) : 1 << 21, 1 << 21, 10);
        var slices = RunPlan.Divide(
            Encoding.Layout, CellHistory.FinalRegisters(Report.Shards[^1]), history.Finish(Report.FinalMemory), [.. Report.Shards.Select(_ => room)], room);
        using ShardReplayer replayer = new(program);
        Shards =
        [
            .. slices.Select((slice, i) =>
            {
                IShardRecords records = i < Report.Shards.Count ? replayer.Replay(Report.Shards[i]) : IdleRecords.Instance;
                ShardBoundary boundary = new()
                {
                    Shard = i + 1, MemoryOrigins = i < origins.Length ? origins[i] : [], Chain = slice, Committed = Committed(Report),
                };
                return builder.Build(shape, records, boundary, degreeOfParallelism: 2);
            }),
        ];
    }

    public ExecutionReport Report { get; }

    public ProgramEncoding Encoding { get; }

    public KeyedMachine Key { get; }

    public ShardWitness[] Shards { get; }

    /// <summary>Runs a guest and makes its witnesses.</summary>
    /// <param name="program">The guest.</param>
    /// <param name="input">Its input.</param>
    /// <param name="cellsPerRow">What a row costs a shard of 2^22 cells: the dearer, the more shards.</param>
    /// <param name="wordsPerShard">Rows of the address chain that a shard has room for, beside image and segments; null for plenty.</param>
    public static GuestRun Of(GuestProgram program, GuestInput? input = null, long cellsPerRow = 1, int? wordsPerShard = null) =>
        new(program, input ?? GuestInput.Empty, Options(cellsPerRow), wordsPerShard, Shape);

    /// <summary>Runs a guest without input and makes its witnesses in another shape.</summary>
    public static GuestRun Of(GuestProgram program, Machine shape) => new(program, GuestInput.Empty, Options(1), null, shape);

    /// <summary>Every breach of the machine and of the rules between shards.</summary>
    public IReadOnlyList<OracleFinding> Findings() => ExactOracle.Findings(Key, Shards, shards => RunChecks.Broken(Key, shards));

    /// <summary>The index of a table in the shape.</summary>
    public static int Index(string table) => Shape.Tables.Single(definition => definition.Name == table).Index;

    private static ExecutionOptions Options(long cellsPerRow) => new()
    {
        Shards = new ShardLimits { Cells = ShardLimits.MinimumCells },
        Costs = new ShardCostModel(
            [.. Enumerable.Repeat(new TableShape(new(cellsPerRow, 1)), InstructionTables.Count)],
            [],
            new Dictionary<SyscallCode, IReadOnlyList<TableRows>>(),
            boundary: new(new(1, 1)),
            hint: new(new(cellsPerRow, 1))),
    };

    private static uint[] Committed(ExecutionReport report)
    {
        var words = new uint[16];
        for (var i = 0; i < 8; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(report.PublicValuesDigest.Span[(4 * i)..]);
            words[8 + i] = report.DeferredDigest[i] ?? 0;
        }

        return words;
    }
}
