// SPDX-License-Identifier: MIT OR Apache-2.0

using static PicoEngine.RiscV.Decoding.Opcode;

namespace PicoEngine.RiscV.Decoding;

/// <summary>
/// Decodes RV32IM words. Strict: an encoding that the unprivileged specification (20240411, chapters 2, 3, 7 and 13) leaves
/// reserved is refused, among them shift amounts of 32 and more.
/// </summary>
public static class InstructionDecoder
{
    private static readonly Opcode[] BranchByFunct3 = [Beq, Bne, Unimp, Unimp, Blt, Bge, Bltu, Bgeu];
    private static readonly Opcode[] LoadByFunct3 = [Lb, Lh, Lw, Unimp, Lbu, Lhu, Unimp, Unimp];
    private static readonly Opcode[] ImmediateByFunct3 = [Addi, Slli, Slti, Sltiu, Xori, Srli, Ori, Andi];
    private static readonly Opcode[] RegisterByFunct3 = [Add, Sll, Slt, Sltu, Xor, Srl, Or, And];
    private static readonly Opcode[] MultiplyByFunct3 = [Mul, Mulh, Mulhsu, Mulhu, Div, Divu, Rem, Remu];

    /// <summary>Decodes <paramref name="word"/>; false when it is no RV32IM instruction.</summary>
    public static bool TryDecode(uint word, out Instruction instruction)
    {
        byte rd = (byte)(word >> 7 & 31);
        byte rs1 = (byte)(word >> 15 & 31);
        byte rs2 = (byte)(word >> 20 & 31);
        uint funct3 = word >> 12 & 7;
        uint funct7 = word >> 25;
        int immediateI = (int)word >> 20;

        Instruction? decoded = (word & 0x7f) switch
        {
            0x37 => new(Lui, rd, 0, 0, (int)(word & 0xfffff000)),
            0x17 => new(Auipc, rd, 0, 0, (int)(word & 0xfffff000)),
            0x6f => new(Jal, rd, 0, 0, ImmediateJ(word)),
            0x67 when funct3 == 0 => new(Jalr, rd, rs1, 0, immediateI),
            0x63 when BranchByFunct3[funct3] != Unimp => new(BranchByFunct3[funct3], 0, rs1, rs2, ImmediateB(word)),
            0x03 when LoadByFunct3[funct3] != Unimp => new(LoadByFunct3[funct3], rd, rs1, 0, immediateI),
            0x23 when funct3 <= 2 => new((Opcode)((int)Sb + funct3), 0, rs1, rs2, ImmediateS(word)),
            0x13 => DecodeImmediate(rd, rs1, rs2, funct3, funct7, immediateI),
            0x33 => DecodeRegister(rd, rs1, rs2, funct3, funct7),
            0x0f when funct3 <= 1 => new(Fence, 0, 0, 0, 0),
            0x73 => DecodeSystem(word, funct3),
            _ => null,
        };
        instruction = decoded.GetValueOrDefault();
        return decoded.HasValue;
    }

    private static Instruction? DecodeImmediate(byte rd, byte rs1, byte shift, uint funct3, uint funct7, int immediate) =>
        (ImmediateByFunct3[funct3], funct7) switch
        {
            (Slli, 0) => new(Slli, rd, rs1, 0, shift),
            (Srli, 0) => new(Srli, rd, rs1, 0, shift),
            (Srli, 0x20) => new(Srai, rd, rs1, 0, shift),
            (Slli or Srli, _) => null,
            (Opcode opcode, _) => new(opcode, rd, rs1, 0, immediate),
        };

    private static Instruction? DecodeRegister(byte rd, byte rs1, byte rs2, uint funct3, uint funct7) =>
        (funct7, funct3) switch
        {
            (0, _) => new(RegisterByFunct3[funct3], rd, rs1, rs2, 0),
            (1, _) => new(MultiplyByFunct3[funct3], rd, rs1, rs2, 0),
            (0x20, 0) => new(Sub, rd, rs1, rs2, 0),
            (0x20, 5) => new(Sra, rd, rs1, rs2, 0),
            _ => null,
        };

    private static Instruction? DecodeSystem(uint word, uint funct3) => word switch
    {
        0x00000073 => new(Ecall, 0, 0, 0, 0),
        0x00100073 => new(Ebreak, 0, 0, 0, 0),
        0x30200073 or 0x10500073 => new(Unimp, 0, 0, 0, 0), // MRET, WFI
        _ when funct3 is not (0 or 4) => new(Unimp, 0, 0, 0, 0), // CSRRW and its five siblings
        _ => null,
    };

    private static int ImmediateS(uint word) => (int)(word & 0xfe000000) >> 20 | (int)(word >> 7 & 31);

    private static int ImmediateB(uint word) =>
        (int)(word & 0x80000000) >> 19 | (int)(word << 4 & 0x800) | (int)(word >> 20 & 0x7e0) | (int)(word >> 7 & 0x1e);

    private static int ImmediateJ(uint word) =>
        (int)(word & 0x80000000) >> 11 | (int)(word & 0xff000) | (int)(word >> 9 & 0x800) | (int)(word >> 20 & 0x7fe);
}
