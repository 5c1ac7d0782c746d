// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Decoding;

namespace PicoEngine.Assembler;

/// <summary>One method per mnemonic, operands in the assembler's order.</summary>
public sealed partial class CodeBuilder
{
    /// <param name="rd">Destination.</param>
    /// <param name="value">The whole word; its low 12 bits are 0.</param>
    public CodeBuilder Lui(int rd, uint value) => Emit(Opcode.Lui, rd, 0, 0, (int)value);

    /// <param name="rd">Destination.</param>
    /// <param name="value">The whole word that is added to the pc; its low 12 bits are 0.</param>
    public CodeBuilder Auipc(int rd, uint value) => Emit(Opcode.Auipc, rd, 0, 0, (int)value);

    public CodeBuilder Jal(int rd, Label target) => Emit(Opcode.Jal, rd, 0, 0, target);

    public CodeBuilder Jal(int rd, int distance) => Emit(Opcode.Jal, rd, 0, 0, distance);

    public CodeBuilder Jalr(int rd, int rs1, int offset = 0) => Emit(Opcode.Jalr, rd, rs1, 0, offset);

    public CodeBuilder Beq(int rs1, int rs2, Label target) => Emit(Opcode.Beq, 0, rs1, rs2, target);

    public CodeBuilder Bne(int rs1, int rs2, Label target) => Emit(Opcode.Bne, 0, rs1, rs2, target);

    public CodeBuilder Blt(int rs1, int rs2, Label target) => Emit(Opcode.Blt, 0, rs1, rs2, target);

    public CodeBuilder Bge(int rs1, int rs2, Label target) => Emit(Opcode.Bge, 0, rs1, rs2, target);

    public CodeBuilder Bltu(int rs1, int rs2, Label target) => Emit(Opcode.Bltu, 0, rs1, rs2, target);

    public CodeBuilder Bgeu(int rs1, int rs2, Label target) => Emit(Opcode.Bgeu, 0, rs1, rs2, target);

    public CodeBuilder Lb(int rd, int offset, int rs1) => Emit(Opcode.Lb, rd, rs1, 0, offset);

    public CodeBuilder Lh(int rd, int offset, int rs1) => Emit(Opcode.Lh, rd, rs1, 0, offset);

    public CodeBuilder Lw(int rd, int offset, int rs1) => Emit(Opcode.Lw, rd, rs1, 0, offset);

    public CodeBuilder Lbu(int rd, int offset, int rs1) => Emit(Opcode.Lbu, rd, rs1, 0, offset);

    public CodeBuilder Lhu(int rd, int offset, int rs1) => Emit(Opcode.Lhu, rd, rs1, 0, offset);

    public CodeBuilder Sb(int rs2, int offset, int rs1) => Emit(Opcode.Sb, 0, rs1, rs2, offset);

    public CodeBuilder Sh(int rs2, int offset, int rs1) => Emit(Opcode.Sh, 0, rs1, rs2, offset);

    public CodeBuilder Sw(int rs2, int offset, int rs1) => Emit(Opcode.Sw, 0, rs1, rs2, offset);

    public CodeBuilder Addi(int rd, int rs1, int immediate) => Emit(Opcode.Addi, rd, rs1, 0, immediate);

    public CodeBuilder Slti(int rd, int rs1, int immediate) => Emit(Opcode.Slti, rd, rs1, 0, immediate);

    public CodeBuilder Sltiu(int rd, int rs1, int immediate) => Emit(Opcode.Sltiu, rd, rs1, 0, immediate);

    public CodeBuilder Xori(int rd, int rs1, int immediate) => Emit(Opcode.Xori, rd, rs1, 0, immediate);

    public CodeBuilder Ori(int rd, int rs1, int immediate) => Emit(Opcode.Ori, rd, rs1, 0, immediate);

    public CodeBuilder Andi(int rd, int rs1, int immediate) => Emit(Opcode.Andi, rd, rs1, 0, immediate);

    public CodeBuilder Slli(int rd, int rs1, int immediate) => Emit(Opcode.Slli, rd, rs1, 0, immediate);

    public CodeBuilder Srli(int rd, int rs1, int immediate) => Emit(Opcode.Srli, rd, rs1, 0, immediate);

    public CodeBuilder Srai(int rd, int rs1, int immediate) => Emit(Opcode.Srai, rd, rs1, 0, immediate);

    public CodeBuilder Add(int rd, int rs1, int rs2) => Emit(Opcode.Add, rd, rs1, rs2, 0);

    public CodeBuilder Sub(int rd, int rs1, int rs2) => Emit(Opcode.Sub, rd, rs1, rs2, 0);

    public CodeBuilder Sll(int rd, int rs1, int rs2) => Emit(Opcode.Sll, rd, rs1, rs2, 0);

    public CodeBuilder Slt(int rd, int rs1, int rs2) => Emit(Opcode.Slt, rd, rs1, rs2, 0);

    public CodeBuilder Sltu(int rd, int rs1, int rs2) => Emit(Opcode.Sltu, rd, rs1, rs2, 0);

    public CodeBuilder Xor(int rd, int rs1, int rs2) => Emit(Opcode.Xor, rd, rs1, rs2, 0);

    public CodeBuilder Srl(int rd, int rs1, int rs2) => Emit(Opcode.Srl, rd, rs1, rs2, 0);

    public CodeBuilder Sra(int rd, int rs1, int rs2) => Emit(Opcode.Sra, rd, rs1, rs2, 0);

    public CodeBuilder Or(int rd, int rs1, int rs2) => Emit(Opcode.Or, rd, rs1, rs2, 0);

    public CodeBuilder And(int rd, int rs1, int rs2) => Emit(Opcode.And, rd, rs1, rs2, 0);

    public CodeBuilder Mul(int rd, int rs1, int rs2) => Emit(Opcode.Mul, rd, rs1, rs2, 0);

    public CodeBuilder Mulh(int rd, int rs1, int rs2) => Emit(Opcode.Mulh, rd, rs1, rs2, 0);

    public CodeBuilder Mulhsu(int rd, int rs1, int rs2) => Emit(Opcode.Mulhsu, rd, rs1, rs2, 0);

    public CodeBuilder Mulhu(int rd, int rs1, int rs2) => Emit(Opcode.Mulhu, rd, rs1, rs2, 0);

    public CodeBuilder Div(int rd, int rs1, int rs2) => Emit(Opcode.Div, rd, rs1, rs2, 0);

    public CodeBuilder Divu(int rd, int rs1, int rs2) => Emit(Opcode.Divu, rd, rs1, rs2, 0);

    public CodeBuilder Rem(int rd, int rs1, int rs2) => Emit(Opcode.Rem, rd, rs1, rs2, 0);

    public CodeBuilder Remu(int rd, int rs1, int rs2) => Emit(Opcode.Remu, rd, rs1, rs2, 0);

    public CodeBuilder Fence() => Emit(Opcode.Fence, 0, 0, 0, 0);

    public CodeBuilder Ecall() => Emit(Opcode.Ecall, 0, 0, 0, 0);

    public CodeBuilder Ebreak() => Emit(Opcode.Ebreak, 0, 0, 0, 0);

    public CodeBuilder Unimp() => Word(InstructionEncoder.Unimp);

    public CodeBuilder Nop() => Addi(Registers.Zero, Registers.Zero, 0);

    public CodeBuilder Mv(int rd, int rs1) => Addi(rd, rs1, 0);

    public CodeBuilder J(Label target) => Jal(Registers.Zero, target);

    public CodeBuilder Call(Label target) => Jal(Registers.Ra, target);

    public CodeBuilder Ret() => Jalr(Registers.Zero, Registers.Ra);

    /// <summary>Any instruction by its operands; formats without an operand take 0 for it.</summary>
    public CodeBuilder Emit(Opcode opcode, int rd, int rs1, int rs2, int immediate) =>
        Emit(new Instruction(opcode, checked((byte)rd), checked((byte)rs1), checked((byte)rs2), immediate));
}
