// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Traces;

/// <summary>The records of a shard behind HALT: it executes nothing and touches no cell, but may carry a part of the address chain.</summary>
public sealed class IdleRecords : IShardRecords
{
    /// <summary>The one instance.</summary>
    public static IdleRecords Instance { get; } = new();

    /// <inheritdoc/>
    public uint PcIn => 0;

    /// <inheritdoc/>
    public uint PcOut => 0;

    /// <inheritdoc/>
    public uint EndTimestamp => 1;

    /// <inheritdoc/>
    public IReadOnlyList<HintStepRecord> HintSteps => [];

    /// <inheritdoc/>
    public IReadOnlyList<HintWriteRecord> HintWrites => [];

    /// <inheritdoc/>
    public IReadOnlyList<RegisterRefreshRecord> RegisterRefreshes => [];

    /// <inheritdoc/>
    public IReadOnlyList<BoundaryRecord> Registers => [];

    /// <inheritdoc/>
    public IReadOnlyList<BoundaryRecord> Memory => [];

    /// <inheritdoc/>
    public ReadOnlySpan<InstructionRecord> Instructions(InstructionTable table) => [];

    /// <inheritdoc/>
    public ReadOnlySpan<MemoryInstructionRecord> MemoryInstructions(InstructionTable table) => [];

    /// <inheritdoc/>
    public PrecompileCallRecords Calls(uint code) => default;
}
