// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;

namespace PicoEngine.RiscV.Events;

/// <summary>
/// What one executed instruction leaves for its row: 32 bytes. The instruction itself stands in the program at
/// <see cref="Index"/>. Accesses happen at the instruction's timestamp plus 1 (C), 2 (B) and 3 (A); a gap is the access time
/// minus the register's previous access time minus 1, and 0 where the format has no such operand.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = 32)]
public struct InstructionRecord
{
    /// <summary>Index of the instruction in the program.</summary>
    public uint Index;

    /// <summary>Timestamp of the instruction inside the shard: 1, then 4 more per instruction and the extra slots of calls.</summary>
    public uint Timestamp;

    /// <summary>Value of rs1 (x10 for ECALL, x0 for FENCE); 0 where there is no rs1.</summary>
    public uint B;

    /// <summary>Value of rs2 (x11 for ECALL, x0 for FENCE); 0 where there is no rs2.</summary>
    public uint C;

    /// <summary>
    /// Value of rd before (x5, the code, for ECALL; <see cref="RegisterNumbers.Sink"/> where rd is x0); 0 where there is no rd.
    /// </summary>
    public uint PreviousA;

    /// <summary>Value of rd, or of the sink, after; 0 where there is no rd.</summary>
    public uint A;

    public ushort GapB;
    public ushort GapC;
    public ushort GapA;

    /// <summary>The instruction's <c>Opcode</c>, so that a row needs no look-up for its selectors.</summary>
    public ushort Opcode;
}
