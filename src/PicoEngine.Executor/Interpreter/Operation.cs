// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Decoding;

namespace PicoEngine.Executor.Interpreter;

/// <summary>Operations of the interpreter that no instruction encodes; they stand after the opcodes.</summary>
internal static class Operation
{
    public const byte FirstInternal = (byte)Opcode.Unimp + 1;

    /// <summary>Target of a jump or branch that leaves the program or is misaligned; the immediate is the index of the jump.</summary>
    public const byte InvalidTarget = FirstInternal;

    /// <summary>Stands after the last instruction.</summary>
    public const byte ProgramEnd = FirstInternal + 1;

    /// <summary>
    /// Replaces every <see cref="CodeTable.SettleDistance"/>-th instruction: settles the counters of the straight line before
    /// it, then runs the replaced one. It bounds what can execute between two looks at the limits.
    /// </summary>
    public const byte Settle = FirstInternal + 2;
}
