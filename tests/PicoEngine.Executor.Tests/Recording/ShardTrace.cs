// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Recording;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Tests.Recording;

/// <summary>A shard's records as arrays of its own, which a test may change.</summary>
internal sealed class ShardTrace
{
    public ShardTrace(ShardRecords records)
    {
        Checkpoint = records.Checkpoint;
        InstructionTable[] tables = Enum.GetValues<InstructionTable>();
        Instructions = [.. tables.Select(table => records.Instructions(table).ToArray())];
        MemoryInstructions = [.. tables.Select(table => records.MemoryInstructions(table).ToArray())];
        foreach (SyscallCode code in SyscallCodes.All)
        {
            PrecompileCallRecords calls = records.Calls((uint)code);
            if (calls.Count > 0)
            {
                Precompiles[code] = [.. Enumerable.Range(0, calls.Count).Select(index => calls[index].ToArray())];
            }
        }

        HintSteps = [.. records.HintSteps];
        HintWrites = [.. records.HintWrites];
        Refreshes = [.. records.RegisterRefreshes];
        Registers = [.. records.Registers];
        Memory = [.. records.Memory];
        EndTimestamp = records.EndTimestamp;
    }

    public ShardCheckpoint Checkpoint { get; set; }

    /// <summary>By table; empty for loads and stores.</summary>
    public InstructionRecord[][] Instructions { get; }

    /// <summary>By table; empty for all but loads and stores.</summary>
    public MemoryInstructionRecord[][] MemoryInstructions { get; }

    public Dictionary<SyscallCode, uint[][]> Precompiles { get; } = [];

    public HintStepRecord[] HintSteps { get; }

    public HintWriteRecord[] HintWrites { get; }

    public RegisterRefreshRecord[] Refreshes { get; }

    public BoundaryRecord[] Registers { get; }

    public BoundaryRecord[] Memory { get; }

    public uint EndTimestamp { get; set; }
}
