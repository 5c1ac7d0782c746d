// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.RiscV.Decoding;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>Programs for shifts, products and quotients: all operands at the edges by all others, all amounts.</summary>
internal static class WideArithmeticPrograms
{
    /// <summary>Operands whose every bit moves a limb, byte or sign.</summary>
    private static readonly uint[] ShiftOperands = [.. InstructionPrograms.Operands, 0x8182_8384, 0x7ffe_8001, 0xfffe_ffff, 0xfe00_0000, 0xfe01_0001];

    // What follows the five bits of an amount.
    private static readonly uint[] AmountTops = [0, 0x20, 0x7f00_0020, 0x8000_0000, 0xffff_ffe0, 0xffe0];

    public static CodeBuilder Shifts(CodeBuilder code)
    {
        Opcode[] immediates = [Opcode.Slli, Opcode.Srli, Opcode.Srai];
        Opcode[] registers = [Opcode.Sll, Opcode.Srl, Opcode.Sra];
        for (var amount = 0; amount < 32; amount++)
        {
            for (var i = 0; i < ShiftOperands.Length; i++)
            {
                code.Li(S0, ShiftOperands[i]).Li(S1, AmountTops[i % AmountTops.Length] | (uint)amount);
                for (var form = 0; form < 3; form++)
                {
                    code.Emit(immediates[form], A0 + form, S0, 0, amount).Emit(registers[form], A3 + form, S0, S1, 0);
                }
            }
        }

        foreach (var opcode in registers)
        {
            foreach (var c in InstructionPrograms.Operands)
            {
                code.Li(T0, 0x8765_4321).Li(T1, c).Emit(opcode, T0, T0, T1, 0).Emit(opcode, T1, T1, T1, 0).Emit(opcode, Zero, T0, T1, 0)
                    .Emit(opcode, T1, Zero, T0, 0).Emit(opcode, T0, T0, Zero, 0);
            }
        }

        foreach (var opcode in immediates)
        {
            code.Li(T0, 0x8765_4321).Emit(opcode, T0, T0, 0, 5).Emit(opcode, Zero, T0, 0, 9).Emit(opcode, T0, Zero, 0, 31).Emit(opcode, Zero, Zero, 0, 0);
        }

        return code;
    }

    public static CodeBuilder Products(CodeBuilder code) => Pairs(code, [Opcode.Mul, Opcode.Mulh, Opcode.Mulhsu, Opcode.Mulhu], [0xff00_ff00, 0x00ff_00ff, 0x8000_0001]);

    public static CodeBuilder Quotients(CodeBuilder code) => Pairs(code, [Opcode.Div, Opcode.Divu, Opcode.Rem, Opcode.Remu], [0xffff_fff9, 7, 0x8000_0001]);

    private static CodeBuilder Pairs(CodeBuilder code, Opcode[] opcodes, uint[] more)
    {
        uint[] operands = [.. InstructionPrograms.Operands, .. more];
        foreach (var b in operands)
        {
            foreach (var c in operands)
            {
                code.Li(S0, b).Li(S1, c);
                for (var i = 0; i < opcodes.Length; i++)
                {
                    code.Emit(opcodes[i], A0 + i, S0, S1, 0);
                }
            }
        }

        foreach (var value in operands)
        {
            foreach (var opcode in opcodes)
            {
                code.Li(T0, value).Li(T1, ~value).Emit(opcode, T0, T0, T0, 0).Emit(opcode, T1, T1, T0, 0).Emit(opcode, T0, T1, T0, 0)
                    .Emit(opcode, Zero, S0, T0, 0).Emit(opcode, A1, Zero, T1, 0).Emit(opcode, A1, T1, Zero, 0).Emit(opcode, Zero, Zero, Zero, 0);
            }
        }

        Random random = new(17);
        for (var i = 0; i < 300; i++)
        {
            // Of all lengths, so that quotients are.
            code.Li(S0, Next()).Li(S1, Next()).Emit(opcodes[i % opcodes.Length], A0, S0, S1, 0);
        }

        return code;

        uint Next() => (uint)(random.NextInt64(1L << 32) >> random.Next(32)) * (random.Next(2) == 0 ? 1 : uint.MaxValue);
    }
}
