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
        Opcode.Lui or Opcode.Auipc => InstructionTable.UpperImmediate,
        Opcode.Jal => InstructionTable.Jump,
        Opcode.Jalr => InstructionTable.JumpRegister,
        >= Opcode.Beq and <= Opcode.Bgeu => InstructionTable.Branch,
        Opcode.Lw or Opcode.Sw => InstructionTable.WordMemory,
        >= Opcode.Lb and <= Opcode.Sw => InstructionTable.SubwordMemory,
        Opcode.Add or Opcode.Addi or Opcode.Sub or Opcode.Fence => InstructionTable.AddSub,
        Opcode.And or Opcode.Or or Opcode.Xor or Opcode.Andi or Opcode.Ori or Opcode.Xori => InstructionTable.Bitwise,
        Opcode.Sll or Opcode.Srl or Opcode.Sra or Opcode.Slli or Opcode.Srli or Opcode.Srai => InstructionTable.Shift,
        Opcode.Slt or Opcode.Sltu or Opcode.Slti or Opcode.Sltiu => InstructionTable.SetLess,
        >= Opcode.Mul and <= Opcode.Mulhu => InstructionTable.Multiply,
        >= Opcode.Div and <= Opcode.Remu => InstructionTable.Divide,
        Opcode.Ecall => InstructionTable.SystemCall,
        _ => null,
    };
}
