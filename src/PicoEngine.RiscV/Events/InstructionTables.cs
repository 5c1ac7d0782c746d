// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Decoding;

namespace PicoEngine.RiscV.Events;

/// <summary>Which table an opcode's rows stand in.</summary>
public static class InstructionTables
{
    /// <summary>Number of values of <see cref="InstructionTable"/>.</summary>
    public const int Count = (int)InstructionTable.SystemCall + 1;

    /// <summary>The table of <paramref name="opcode"/>; null for EBREAK and UNIMP, which no row can stand for.</summary>
    public static InstructionTable? Of(Opcode opcode) => opcode switch
    {
        Opcode.Add or Opcode.Sub or Opcode.Fence => InstructionTable.AddSub,
        Opcode.Addi => InstructionTable.AddImmediate,
        Opcode.And or Opcode.Or or Opcode.Xor or Opcode.Andi or Opcode.Ori or Opcode.Xori => InstructionTable.Bitwise,
        Opcode.Sll or Opcode.Srl or Opcode.Sra or Opcode.Slli or Opcode.Srli or Opcode.Srai => InstructionTable.Shift,
        Opcode.Slt or Opcode.Sltu or Opcode.Slti or Opcode.Sltiu => InstructionTable.SetLess,
        >= Opcode.Mul and <= Opcode.Mulhu => InstructionTable.Multiply,
        >= Opcode.Div and <= Opcode.Remu => InstructionTable.Divide,
        Opcode.Beq or Opcode.Bne => InstructionTable.BranchEqual,
        >= Opcode.Blt and <= Opcode.Bgeu => InstructionTable.BranchLess,
        Opcode.Lui or Opcode.Auipc or Opcode.Jal => InstructionTable.Constant,
        Opcode.Jalr => InstructionTable.JumpRegister,
        Opcode.Lw => InstructionTable.LoadWord,
        Opcode.Sw => InstructionTable.StoreWord,
        Opcode.Lb or Opcode.Lbu or Opcode.Lh or Opcode.Lhu => InstructionTable.LoadSubword,
        Opcode.Sb or Opcode.Sh => InstructionTable.StoreSubword,
        Opcode.Ecall => InstructionTable.SystemCall,
        _ => null,
    };

    /// <summary>Whether rows of <paramref name="table"/> are loads or stores.</summary>
    public static bool IsMemory(InstructionTable table) =>
        table is InstructionTable.LoadWord or InstructionTable.StoreWord or InstructionTable.LoadSubword or InstructionTable.StoreSubword;
}
