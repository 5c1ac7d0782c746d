// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;

namespace PicoEngine.RiscV.Events;

/// <summary>
/// A load or store: 40 bytes. The address is B plus the immediate; the word is accessed at the instruction's timestamp plus 0.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = 40)]
public struct MemoryInstructionRecord
{
    public InstructionRecord Instruction;

    /// <summary>The containing word before the access.</summary>
    public uint PreviousWord;

    /// <summary>Timestamp of the word's previous access in this shard, 0 for none.</summary>
    public uint PreviousTimestamp;
}
