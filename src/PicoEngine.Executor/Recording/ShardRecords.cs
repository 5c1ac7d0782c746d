// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Recording;

/// <summary>Everything that the rows of one shard are made from.</summary>
public sealed class ShardRecords
{
    private readonly InstructionRecord[]?[] _instructions = new InstructionRecord[InstructionTables.Count][];
    private readonly MemoryInstructionRecord[]?[] _memoryInstructions = new MemoryInstructionRecord[InstructionTables.Count][];

    internal ShardRecords(ShardCheckpoint checkpoint)
    {
        Checkpoint = checkpoint;
        for (int i = 0; i < InstructionTables.Count; i++)
        {
            int rows = (int)checkpoint.Rows[i];
            if (IsMemory((InstructionTable)i))
            {
                _memoryInstructions[i] = GC.AllocateUninitializedArray<MemoryInstructionRecord>(rows, pinned: true);
            }
            else
            {
                _instructions[i] = GC.AllocateUninitializedArray<InstructionRecord>(rows, pinned: true);
            }
        }

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

    /// <summary>Whether rows of <paramref name="table"/> are loads and stores.</summary>
    public static bool IsMemory(InstructionTable table) => table is InstructionTable.WordMemory or InstructionTable.SubwordMemory;

    /// <summary>Rows of a table without memory access, in execution order.</summary>
    public ReadOnlySpan<InstructionRecord> Instructions(InstructionTable table) => _instructions[(int)table];

    /// <summary>Rows of a table of loads and stores, in execution order.</summary>
    public ReadOnlySpan<MemoryInstructionRecord> MemoryInstructions(InstructionTable table) => _memoryInstructions[(int)table];

    /// <summary>First byte and byte count of a table's rows. The arrays are pinned for their life.</summary>
    internal unsafe (nint Address, long ByteCount) Storage(InstructionTable table)
    {
        if (_memoryInstructions[(int)table] is { } memory)
        {
            return ((nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(memory)),
                memory.LongLength * sizeof(MemoryInstructionRecord));
        }

        InstructionRecord[] records = _instructions[(int)table]!;
        return ((nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(records)),
            records.LongLength * sizeof(InstructionRecord));
    }
}
