// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Events;

/// <summary>The proof's tables of instructions: each executed instruction is one row of exactly one of them.</summary>
public enum InstructionTable
{
    /// <summary>ADD, SUB, and FENCE as an addition of x0 and x0 to x0.</summary>
    AddSub,

    /// <summary>ADDI.</summary>
    AddImmediate,

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

    /// <summary>BEQ and BNE.</summary>
    BranchEqual,

    /// <summary>BLT, BGE, BLTU and BGEU.</summary>
    BranchLess,

    /// <summary>LUI, AUIPC and JAL: what they write and where they go depends on nothing but their place in the program.</summary>
    Constant,

    /// <summary>JALR.</summary>
    JumpRegister,

    /// <summary>LW.</summary>
    LoadWord,

    /// <summary>SW.</summary>
    StoreWord,

    /// <summary>LB, LBU, LH and LHU.</summary>
    LoadSubword,

    /// <summary>SB and SH.</summary>
    StoreSubword,

    /// <summary>ECALL.</summary>
    SystemCall,
}
