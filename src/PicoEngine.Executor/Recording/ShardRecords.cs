// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Recording;

/// <summary>
/// Everything that the rows of one shard are made from. Valid until its storage is handed to another replay.
/// </summary>
public sealed class ShardRecords : IShardRecords
{
    private readonly RecordStorage _storage;

    internal ShardRecords(ShardCheckpoint checkpoint, RecordStorage storage)
    {
        Checkpoint = checkpoint;
        _storage = storage;
        storage.Reserve(checkpoint.Rows);
        Dictionary<SyscallCode, IPrecompileCallWriter> writers = [];
        foreach ((SyscallCode code, uint count) in checkpoint.Calls)
        {
            if (PrecompileCalls.Find(code) is { } call)
            {
                writers.Add(code, new PrecompileCallWriter(call.AccessCount, count));
            }
        }

        if (checkpoint.Keccak256Blocks > 0)
        {
            writers.Add(SyscallCode.Keccak256, new Keccak256CallWriter(checkpoint.Keccak256Blocks));
        }

        CallWriters = writers;
    }

    public ShardCheckpoint Checkpoint { get; }

    /// <inheritdoc/>
    public uint PcIn => Checkpoint.Start.Pc;

    /// <inheritdoc/>
    public uint PcOut => Checkpoint.End.Pc;

    /// <inheritdoc/>
    public uint EndTimestamp { get; internal set; }

    /// <inheritdoc/>
    public IReadOnlyList<HintStepRecord> HintSteps => HintStepList;

    /// <inheritdoc/>
    public IReadOnlyList<HintWriteRecord> HintWrites => HintWriteList;

    /// <inheritdoc/>
    public IReadOnlyList<RegisterRefreshRecord> RegisterRefreshes => RegisterRefreshList;

    /// <inheritdoc/>
    public IReadOnlyList<BoundaryRecord> Registers { get; internal set; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<BoundaryRecord> Memory { get; internal set; } = [];

    internal IReadOnlyDictionary<SyscallCode, IPrecompileCallWriter> CallWriters { get; }

    internal List<HintStepRecord> HintStepList { get; } = [];

    internal List<HintWriteRecord> HintWriteList { get; } = [];

    internal List<RegisterRefreshRecord> RegisterRefreshList { get; } = [];

    /// <summary>The buffers behind the instruction records.</summary>
    internal RecordStorage Storage => _storage;

    /// <inheritdoc/>
    public ReadOnlySpan<InstructionRecord> Instructions(InstructionTable table) =>
        _storage.Rows<InstructionRecord>(table, InstructionTables.IsMemory(table) ? 0 : (int)Checkpoint.Rows[(int)table]);

    /// <inheritdoc/>
    public ReadOnlySpan<MemoryInstructionRecord> MemoryInstructions(InstructionTable table) =>
        _storage.Rows<MemoryInstructionRecord>(table, InstructionTables.IsMemory(table) ? (int)Checkpoint.Rows[(int)table] : 0);

    /// <inheritdoc/>
    public PrecompileCallRecords Calls(uint code) =>
        CallWriters.TryGetValue((SyscallCode)code, out IPrecompileCallWriter? writer) ? writer.Calls : default;
}
