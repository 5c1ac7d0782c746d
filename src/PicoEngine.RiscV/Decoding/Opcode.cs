// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Decoding;

/// <summary>The RV32IM instructions, and <see cref="Unimp"/> for those that decode but must not be executed.</summary>
public enum Opcode : byte
{
    Lui, Auipc, Jal, Jalr,
    Beq, Bne, Blt, Bge, Bltu, Bgeu,
    Lb, Lh, Lw, Lbu, Lhu,
    Sb, Sh, Sw,
    Addi, Slti, Sltiu, Xori, Ori, Andi, Slli, Srli, Srai,
    Add, Sub, Sll, Slt, Sltu, Xor, Srl, Sra, Or, And,
    Mul, Mulh, Mulhsu, Mulhu, Div, Divu, Rem, Remu,

    /// <summary>FENCE and FENCE.I: a single hart without caches has nothing to order, so both do nothing.</summary>
    Fence,
    Ecall,
    Ebreak,

    /// <summary>CSR accesses, MRET and WFI: present in guests' abort paths, an error only when reached.</summary>
    Unimp,
}
