// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Events;

/// <summary>The proof's tables of instructions: each executed instruction is one row of exactly one of them.</summary>
public enum InstructionTable
{
    /// <summary>ADD, ADDI, SUB, and FENCE as an addition to x0.</summary>
    AddSub,

    /// <summary>AND, OR, XOR and their immediate forms.</summary>
    Bitwise,

    /// <summary>SLL, SRL, SRA and their immediate forms.</summary>
    Shift,

    /// <summary>SLT, SLTU, SLTI, SLTIU.</summary>
    SetLess,

    /// <summary>MUL, MULH, MULHSU, MULHU.</summary>
    Multiply,

    /// <summary>DIV, DIVU, REM, REMU.</summary>
    Divide,

    /// <summary>The six conditional branches.</summary>
    Branch,

    /// <summary>JAL.</summary>
    Jump,

    /// <summary>JALR.</summary>
    JumpRegister,

    /// <summary>LUI and AUIPC.</summary>
    UpperImmediate,

    /// <summary>LW and SW.</summary>
    WordMemory,

    /// <summary>LB, LBU, LH, LHU, SB and SH.</summary>
    SubwordMemory,

    /// <summary>ECALL.</summary>
    SystemCall,
}
