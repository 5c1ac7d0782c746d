// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Recording;

/// <summary>
/// Everything that the rows of one shard are made from. Valid until its storage is handed to another replay.
/// </summary>
public sealed class ShardRecords
{
    private readonly RecordStorage _storage;

    internal ShardRecords(ShardCheckpoint checkpoint, RecordStorage storage)
    {
        Checkpoint = checkpoint;
        _storage = storage;
        storage.Reserve(checkpoint.Rows);
        Precompiles = checkpoint.Calls
            .Where(call => PrecompileCalls.Find(call.Key) is not null)
            .ToDictionary(call => call.Key, call => new PrecompileRecords(call.Key, PrecompileCalls.Find(call.Key)!.AccessCount, call.Value));
    }

    public ShardCheckpoint Checkpoint { get; }

    /// <summary>Timestamp after the last instruction.</summary>
    public uint EndTimestamp { get; internal set; }

    public IReadOnlyDictionary<SyscallCode, PrecompileRecords> Precompiles { get; }

    /// <summary>In execution order.</summary>
    public IReadOnlyList<HintStepRecord> HintSteps => HintStepList;

    /// <summary>In execution order.</summary>
    public IReadOnlyList<HintWriteRecord> HintWrites => HintWriteList;

    /// <summary>In execution order.</summary>
    public IReadOnlyList<RegisterRefreshRecord> RegisterRefreshes => RegisterRefreshList;

    /// <summary>The 32 registers, touched or not.</summary>
    public IReadOnlyList<BoundaryRecord> Registers { get; internal set; } = [];

    /// <summary>The touched memory words, by ascending address.</summary>
    public IReadOnlyList<BoundaryRecord> Memory { get; internal set; } = [];

    internal List<HintStepRecord> HintStepList { get; } = [];

    internal List<HintWriteRecord> HintWriteList { get; } = [];

    internal List<RegisterRefreshRecord> RegisterRefreshList { get; } = [];

    /// <summary>The buffers behind the instruction records.</summary>
    internal RecordStorage Storage => _storage;

    /// <summary>Whether rows of <paramref name="table"/> are loads and stores.</summary>
    public static bool IsMemory(InstructionTable table) => table is InstructionTable.WordMemory or InstructionTable.SubwordMemory;

    /// <summary>Rows of a table without memory access, in execution order.</summary>
    public ReadOnlySpan<InstructionRecord> Instructions(InstructionTable table) =>
        _storage.Rows<InstructionRecord>(table, IsMemory(table) ? 0 : (int)Checkpoint.Rows[(int)table]);

    /// <summary>Rows of a table of loads and stores, in execution order.</summary>
    public ReadOnlySpan<MemoryInstructionRecord> MemoryInstructions(InstructionTable table) =>
        _storage.Rows<MemoryInstructionRecord>(table, IsMemory(table) ? (int)Checkpoint.Rows[(int)table] : 0);
}
