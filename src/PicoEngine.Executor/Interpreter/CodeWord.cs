// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Interpreter;

/// <summary>
/// An instruction as the interpreter runs it. Destination x0 is slot <see cref="RegisterNumbers.Sink"/>, so that no case has to test for it;
/// jump and branch immediates are byte distances between code words; AUIPC is folded into LUI, FENCE into ADD.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = 8)]
internal struct CodeWord
{
    /// <summary>An <c>Opcode</c>, or one of the <see cref="Operation"/> values past them.</summary>
    public byte Operation;
    public byte Rd;
    public byte Rs1;
    public byte Rs2;
    public int Immediate;
}
