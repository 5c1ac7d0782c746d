// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Program;

/// <summary>A decoded instruction as the program table holds it and the other tables look it up: the one definition of the tuple (pc, kind, a, b, c, x, y).</summary>
/// <param name="Pc">Its address.</param>
/// <param name="Kind">Which rows may stand for it; <see cref="InstructionKind.None"/> for one that must not be executed.</param>
/// <param name="A">Destination cell of the register space, the sink for x0; 0 where there is no destination.</param>
/// <param name="B">rs1, or 0.</param>
/// <param name="C">rs2, or 0; the next pc of <see cref="InstructionKind.Constant"/>.</param>
/// <param name="X">
/// Signed immediate of ADDI, JALR, loads and stores; low limb of the sign-extended immediate of ANDI, ORI, XORI, SLTI and SLTIU; amount of a shift; target
/// of a branch; low limb of a constant.
/// </param>
/// <param name="Y">High limb where <paramref name="X"/> is a low limb, else 0.</param>
public readonly record struct ProgramRow(uint Pc, InstructionKind Kind, uint A, uint B, uint C, int X, uint Y)
{
    /// <summary>The elements of the tuple behind the kind's guard.</summary>
    public const int Arity = 7;

    /// <summary>The row of an instruction.</summary>
    public static ProgramRow Of(uint pc, Instruction instruction)
    {
        var (opcode, rd, rs1, rs2, immediate) = instruction;
        var kind = IsStuck(pc, instruction) ? InstructionKind.None : KindOf(opcode);
        var a = rd == 0 ? (uint)RegisterNumbers.Sink : rd;
        var value = (uint)immediate;
        return kind switch
        {
            InstructionKind.None => new(pc, kind, 0, 0, 0, 0, 0),
            InstructionKind.Constant => opcode switch
            {
                Opcode.Jal => Constant(pc, a, pc + value, pc + 4),
                Opcode.Auipc => Constant(pc, a, pc + 4, pc + value),
                _ => Constant(pc, a, pc + 4, value),
            },
            InstructionKind.SystemCall => new(pc, kind, 0, 0, 0, 0, 0),
            InstructionKind.Add when opcode == Opcode.Fence => new(pc, kind, RegisterNumbers.Sink, 0, 0, 0, 0),
            >= InstructionKind.BranchEqual and <= InstructionKind.BranchGreaterEqualUnsigned => new(pc, kind, 0, rs1, rs2, (int)(pc + value), 0),
            InstructionKind.StoreWord or InstructionKind.StoreByte or InstructionKind.StoreHalf => new(pc, kind, 0, rs1, rs2, immediate, 0),
            InstructionKind.AddImmediate or InstructionKind.JumpRegister or InstructionKind.LoadWord
                or (>= InstructionKind.LoadByte and <= InstructionKind.LoadHalfUnsigned) => new(pc, kind, a, rs1, 0, immediate, 0),
            InstructionKind.ShiftLeftImmediate or InstructionKind.ShiftRightImmediate or InstructionKind.ShiftRightArithmeticImmediate =>
                new(pc, kind, a, rs1, 0, immediate & 31, 0),
            InstructionKind.AndImmediate or InstructionKind.OrImmediate or InstructionKind.XorImmediate
                or InstructionKind.SetLessImmediate or InstructionKind.SetLessUnsignedImmediate =>
                new(pc, kind, a, rs1, 0, (int)(value & 0xffff), value >> 16),
            _ => new(pc, kind, a, rs1, rs2, 0, 0),
        };
    }

    /// <summary>The kind of an opcode.</summary>
    public static InstructionKind KindOf(Opcode opcode) => opcode switch
    {
        Opcode.Lui or Opcode.Auipc or Opcode.Jal => InstructionKind.Constant,
        Opcode.Jalr => InstructionKind.JumpRegister,
        Opcode.Beq => InstructionKind.BranchEqual,
        Opcode.Bne => InstructionKind.BranchNotEqual,
        Opcode.Blt => InstructionKind.BranchLess,
        Opcode.Bge => InstructionKind.BranchGreaterEqual,
        Opcode.Bltu => InstructionKind.BranchLessUnsigned,
        Opcode.Bgeu => InstructionKind.BranchGreaterEqualUnsigned,
        Opcode.Lb => InstructionKind.LoadByte,
        Opcode.Lh => InstructionKind.LoadHalf,
        Opcode.Lw => InstructionKind.LoadWord,
        Opcode.Lbu => InstructionKind.LoadByteUnsigned,
        Opcode.Lhu => InstructionKind.LoadHalfUnsigned,
        Opcode.Sb => InstructionKind.StoreByte,
        Opcode.Sh => InstructionKind.StoreHalf,
        Opcode.Sw => InstructionKind.StoreWord,
        Opcode.Addi => InstructionKind.AddImmediate,
        Opcode.Slti => InstructionKind.SetLessImmediate,
        Opcode.Sltiu => InstructionKind.SetLessUnsignedImmediate,
        Opcode.Xori => InstructionKind.XorImmediate,
        Opcode.Ori => InstructionKind.OrImmediate,
        Opcode.Andi => InstructionKind.AndImmediate,
        Opcode.Slli => InstructionKind.ShiftLeftImmediate,
        Opcode.Srli => InstructionKind.ShiftRightImmediate,
        Opcode.Srai => InstructionKind.ShiftRightArithmeticImmediate,
        Opcode.Add or Opcode.Fence => InstructionKind.Add,
        Opcode.Sub => InstructionKind.Sub,
        Opcode.Sll => InstructionKind.ShiftLeft,
        Opcode.Slt => InstructionKind.SetLess,
        Opcode.Sltu => InstructionKind.SetLessUnsigned,
        Opcode.Xor => InstructionKind.Xor,
        Opcode.Srl => InstructionKind.ShiftRight,
        Opcode.Sra => InstructionKind.ShiftRightArithmetic,
        Opcode.Or => InstructionKind.Or,
        Opcode.And => InstructionKind.And,
        Opcode.Mul => InstructionKind.Multiply,
        Opcode.Mulh => InstructionKind.MultiplyHigh,
        Opcode.Mulhsu => InstructionKind.MultiplyHighSignedUnsigned,
        Opcode.Mulhu => InstructionKind.MultiplyHighUnsigned,
        Opcode.Div => InstructionKind.Divide,
        Opcode.Divu => InstructionKind.DivideUnsigned,
        Opcode.Rem => InstructionKind.Remainder,
        Opcode.Remu => InstructionKind.RemainderUnsigned,
        Opcode.Ecall => InstructionKind.SystemCall,
        _ => InstructionKind.None,
    };

    /// <summary>X as a field element.</summary>
    public KoalaBear XElement => X < 0 ? -KoalaBear.FromCanonical((uint)-(long)X) : KoalaBear.FromCanonical((uint)X);

    /// <summary>
    /// A JAL to a place that no program has: executing it is an error, so no row may stand for it. Its target could also be another one modulo p.
    /// </summary>
    private static bool IsStuck(uint pc, Instruction instruction)
    {
        var target = pc + (uint)instruction.Immediate;
        return instruction.Opcode == Opcode.Jal && (target % 4 != 0 || target >= MemoryMap.End);
    }

    private static ProgramRow Constant(uint pc, uint a, uint next, uint value) =>
        new(pc, InstructionKind.Constant, a, 0, next, (int)(value & 0xffff), value >> 16);
}
