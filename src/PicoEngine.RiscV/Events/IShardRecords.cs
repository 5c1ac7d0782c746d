// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Events;

/// <summary>Everything that the rows of one shard are made from. All lists are in execution order unless they say otherwise.</summary>
public interface IShardRecords
{
    /// <summary>Program counter of the first instruction.</summary>
    public uint PcIn { get; }

    /// <summary>Program counter after the last instruction; 0 after HALT.</summary>
    public uint PcOut { get; }

    /// <summary>Timestamp after the last instruction.</summary>
    public uint EndTimestamp { get; }

    /// <summary>Rows of a table without memory access; none for the others.</summary>
    public ReadOnlySpan<InstructionRecord> Instructions(InstructionTable table);

    /// <summary>Rows of a table of loads or stores; none for the others.</summary>
    public ReadOnlySpan<MemoryInstructionRecord> MemoryInstructions(InstructionTable table);

    /// <summary>Calls of the precompile with this system call code; none where the shard makes none.</summary>
    public PrecompileCallRecords Calls(uint code);

    /// <summary>Steps of HINT_READ calls, one for each of their ECALL rows.</summary>
    public IReadOnlyList<HintStepRecord> HintSteps { get; }

    /// <summary>Words that the steps write.</summary>
    public IReadOnlyList<HintWriteRecord> HintWrites { get; }

    public IReadOnlyList<RegisterRefreshRecord> RegisterRefreshes { get; }

    /// <summary>The <see cref="RegisterNumbers.Count"/> register cells by number, touched or not.</summary>
    public IReadOnlyList<BoundaryRecord> Registers { get; }

    /// <summary>The touched memory words, by ascending address.</summary>
    public IReadOnlyList<BoundaryRecord> Memory { get; }
}
