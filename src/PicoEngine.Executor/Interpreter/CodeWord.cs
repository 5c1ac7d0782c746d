// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;

namespace PicoEngine.Executor.Interpreter;

/// <summary>
/// An instruction as the interpreter runs it. Destination x0 is slot <see cref="Sink"/>, so that no case has to test for it;
/// jump and branch immediates are byte distances between code words; AUIPC is folded into LUI.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = 8)]
internal struct CodeWord
{
    /// <summary>Register slot that takes writes to x0.</summary>
    public const int Sink = 32;

    /// <summary>An <c>Opcode</c>, or one of the <see cref="Operation"/> values past them.</summary>
    public byte Operation;
    public byte Rd;
    public byte Rs1;
    public byte Rs2;
    public int Immediate;
}
