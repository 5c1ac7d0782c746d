// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Traces;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Tests.Precompiles.Keccak;

/// <summary>Records of a shard that holds calls of one precompile and nothing else.</summary>
internal sealed class CallRecords(uint code, PrecompileCallRecords calls) : IShardRecords
{
    public uint PcIn => IdleRecords.Instance.PcIn;

    public uint PcOut => IdleRecords.Instance.PcOut;

    public uint EndTimestamp => IdleRecords.Instance.EndTimestamp;

    public IReadOnlyList<HintStepRecord> HintSteps => [];

    public IReadOnlyList<HintWriteRecord> HintWrites => [];

    public IReadOnlyList<RegisterRefreshRecord> RegisterRefreshes => [];

    public IReadOnlyList<BoundaryRecord> Registers => IdleRecords.Instance.Registers;

    public IReadOnlyList<BoundaryRecord> Memory => [];

    public ReadOnlySpan<InstructionRecord> Instructions(InstructionTable table) => [];

    public ReadOnlySpan<MemoryInstructionRecord> MemoryInstructions(InstructionTable table) => [];

    public PrecompileCallRecords Calls(uint asked) => asked == code ? calls : default;
}
