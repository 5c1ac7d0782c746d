// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;

namespace PicoEngine.RiscV.Decoding;

/// <summary>One decoded instruction.</summary>
/// <param name="Opcode">What it does.</param>
/// <param name="Rd">Destination register, 0 where the format has none.</param>
/// <param name="Rs1">First source register, 0 where the format has none.</param>
/// <param name="Rs2">Second source register, 0 where the format has none.</param>
/// <param name="Immediate">Sign-extended immediate; for LUI and AUIPC already shifted left by 12; the amount for shifts.</param>
public readonly record struct Instruction(Opcode Opcode, byte Rd, byte Rs1, byte Rs2, int Immediate)
{
    /// <summary>Disassembly in the assembler's operand order, for error messages and reports.</summary>
    public override string ToString()
    {
        string name = Opcode.ToString().ToLowerInvariant();
        string imm = Immediate.ToString(CultureInfo.InvariantCulture);
        return Opcode switch
        {
            Opcode.Lui or Opcode.Auipc => $"{name} x{Rd}, 0x{(uint)Immediate >> 12:x}",
            Opcode.Jal => $"{name} x{Rd}, {imm}",
            Opcode.Jalr or (>= Opcode.Lb and <= Opcode.Lhu) => $"{name} x{Rd}, {imm}(x{Rs1})",
            >= Opcode.Beq and <= Opcode.Bgeu => $"{name} x{Rs1}, x{Rs2}, {imm}",
            >= Opcode.Sb and <= Opcode.Sw => $"{name} x{Rs2}, {imm}(x{Rs1})",
            >= Opcode.Addi and <= Opcode.Srai => $"{name} x{Rd}, x{Rs1}, {imm}",
            >= Opcode.Add and <= Opcode.Remu => $"{name} x{Rd}, x{Rs1}, x{Rs2}",
            _ => name,
        };
    }
}
