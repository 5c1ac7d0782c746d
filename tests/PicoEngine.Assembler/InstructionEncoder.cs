// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Decoding;

namespace PicoEngine.Assembler;

/// <summary>
/// Encodes RV32IM instructions, from the tables of the unprivileged specification (20240411, chapter 34), so that decoding is
/// tested against something that shares nothing with the decoder.
/// </summary>
public static class InstructionEncoder
{
    private const uint OpLoad = 0x03;
    private const uint OpFence = 0x0f;
    private const uint OpImmediate = 0x13;
    private const uint OpAuipc = 0x17;
    private const uint OpStore = 0x23;
    private const uint OpRegister = 0x33;
    private const uint OpLui = 0x37;
    private const uint OpBranch = 0x63;
    private const uint OpJalr = 0x67;
    private const uint OpJal = 0x6f;

    /// <summary>UNIMP as assemblers write it: CSRRW x0, cycle, x0.</summary>
    public const uint Unimp = 0xc0001073;

    /// <summary>MRET.</summary>
    public const uint Mret = 0x30200073;

    /// <summary>WFI.</summary>
    public const uint Wfi = 0x10500073;

    /// <summary>FENCE.I.</summary>
    public const uint FenceI = 0x0000100f;

    /// <summary>The word of <paramref name="instruction"/>. LUI and AUIPC take the shifted immediate, as the decoder gives it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A register or immediate does not fit.</exception>
    public static uint Encode(Instruction instruction)
    {
        (Opcode opcode, byte rd, byte rs1, byte rs2, int immediate) = instruction;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Max(rd, Math.Max(rs1, rs2)), 31, nameof(instruction));
        return opcode switch
        {
            Opcode.Lui => Upper(OpLui, rd, immediate),
            Opcode.Auipc => Upper(OpAuipc, rd, immediate),
            Opcode.Jal => Jump(rd, immediate),
            Opcode.Jalr => Immediate(OpJalr, 0, rd, rs1, immediate),
            Opcode.Beq => Branch(0, rs1, rs2, immediate),
            Opcode.Bne => Branch(1, rs1, rs2, immediate),
            Opcode.Blt => Branch(4, rs1, rs2, immediate),
            Opcode.Bge => Branch(5, rs1, rs2, immediate),
            Opcode.Bltu => Branch(6, rs1, rs2, immediate),
            Opcode.Bgeu => Branch(7, rs1, rs2, immediate),
            Opcode.Lb => Immediate(OpLoad, 0, rd, rs1, immediate),
            Opcode.Lh => Immediate(OpLoad, 1, rd, rs1, immediate),
            Opcode.Lw => Immediate(OpLoad, 2, rd, rs1, immediate),
            Opcode.Lbu => Immediate(OpLoad, 4, rd, rs1, immediate),
            Opcode.Lhu => Immediate(OpLoad, 5, rd, rs1, immediate),
            Opcode.Sb => Store(0, rs1, rs2, immediate),
            Opcode.Sh => Store(1, rs1, rs2, immediate),
            Opcode.Sw => Store(2, rs1, rs2, immediate),
            Opcode.Addi => Immediate(OpImmediate, 0, rd, rs1, immediate),
            Opcode.Slti => Immediate(OpImmediate, 2, rd, rs1, immediate),
            Opcode.Sltiu => Immediate(OpImmediate, 3, rd, rs1, immediate),
            Opcode.Xori => Immediate(OpImmediate, 4, rd, rs1, immediate),
            Opcode.Ori => Immediate(OpImmediate, 6, rd, rs1, immediate),
            Opcode.Andi => Immediate(OpImmediate, 7, rd, rs1, immediate),
            Opcode.Slli => Shift(0x00, 1, rd, rs1, immediate),
            Opcode.Srli => Shift(0x00, 5, rd, rs1, immediate),
            Opcode.Srai => Shift(0x20, 5, rd, rs1, immediate),
            Opcode.Add => Register(0x00, 0, rd, rs1, rs2),
            Opcode.Sub => Register(0x20, 0, rd, rs1, rs2),
            Opcode.Sll => Register(0x00, 1, rd, rs1, rs2),
            Opcode.Slt => Register(0x00, 2, rd, rs1, rs2),
            Opcode.Sltu => Register(0x00, 3, rd, rs1, rs2),
            Opcode.Xor => Register(0x00, 4, rd, rs1, rs2),
            Opcode.Srl => Register(0x00, 5, rd, rs1, rs2),
            Opcode.Sra => Register(0x20, 5, rd, rs1, rs2),
            Opcode.Or => Register(0x00, 6, rd, rs1, rs2),
            Opcode.And => Register(0x00, 7, rd, rs1, rs2),
            Opcode.Mul => Register(0x01, 0, rd, rs1, rs2),
            Opcode.Mulh => Register(0x01, 1, rd, rs1, rs2),
            Opcode.Mulhsu => Register(0x01, 2, rd, rs1, rs2),
            Opcode.Mulhu => Register(0x01, 3, rd, rs1, rs2),
            Opcode.Div => Register(0x01, 4, rd, rs1, rs2),
            Opcode.Divu => Register(0x01, 5, rd, rs1, rs2),
            Opcode.Rem => Register(0x01, 6, rd, rs1, rs2),
            Opcode.Remu => Register(0x01, 7, rd, rs1, rs2),
            Opcode.Fence => 0x0ff00000 | OpFence,
            Opcode.Ecall => 0x00000073,
            Opcode.Ebreak => 0x00100073,
            Opcode.Unimp => Unimp,
            _ => throw new ArgumentOutOfRangeException(nameof(instruction), opcode, "no instruction"),
        };
    }

    private static uint Register(uint funct7, uint funct3, uint rd, uint rs1, uint rs2) =>
        funct7 << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | OpRegister;

    private static uint Immediate(uint op, uint funct3, uint rd, uint rs1, int immediate) =>
        Signed(immediate, 12) << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | op;

    private static uint Shift(uint funct7, uint funct3, uint rd, uint rs1, int amount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)amount, 31u, nameof(amount));
        return funct7 << 25 | (uint)amount << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | OpImmediate;
    }

    private static uint Store(uint funct3, uint rs1, uint rs2, int immediate)
    {
        uint bits = Signed(immediate, 12);
        return Bits(bits, 11, 5) << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | Bits(bits, 4, 0) << 7 | OpStore;
    }

    private static uint Branch(uint funct3, uint rs1, uint rs2, int distance)
    {
        uint bits = Even(Signed(distance, 13));
        return Bits(bits, 12, 12) << 31 | Bits(bits, 10, 5) << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12
            | Bits(bits, 4, 1) << 8 | Bits(bits, 11, 11) << 7 | OpBranch;
    }

    private static uint Jump(uint rd, int distance)
    {
        uint bits = Even(Signed(distance, 21));
        return Bits(bits, 20, 20) << 31 | Bits(bits, 10, 1) << 21 | Bits(bits, 11, 11) << 20 | Bits(bits, 19, 12) << 12 | rd << 7 | OpJal;
    }

    private static uint Upper(uint op, uint rd, int immediate)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(immediate & 0xfff, 0, nameof(immediate));
        return (uint)immediate | rd << 7 | op;
    }

    private static uint Bits(uint value, int high, int low) => value >> low & ((1u << (high - low + 1)) - 1);

    private static uint Signed(int value, int width)
    {
        int limit = 1 << (width - 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(value, -limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, limit);
        return (uint)value & ((1u << width) - 1);
    }

    private static uint Even(uint distance)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(distance & 1, 0u, nameof(distance));
        return distance;
    }
}
