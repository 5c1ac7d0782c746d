// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Executor.Tests.Recording;
using PicoEngine.RiscV.Decoding;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests.Differential;

/// <summary>Every instruction on directed operands: this machine, QEMU and the formulas of the tests must agree.</summary>
public sealed class EdgeMatrixTests
{
    private static readonly uint[] Operands = DirectedOperands.All;

    public static TheoryData<Opcode> RegisterOpcodes => Between(Opcode.Add, Opcode.Remu);

    public static TheoryData<Opcode> ImmediateOpcodes => Between(Opcode.Addi, Opcode.Srai);

    public static TheoryData<Opcode> BranchOpcodes => Between(Opcode.Beq, Opcode.Bgeu);

    public static TheoryData<Opcode> LoadOpcodes => Between(Opcode.Lb, Opcode.Lhu);

    public static TheoryData<Opcode> StoreOpcodes => Between(Opcode.Sb, Opcode.Sw);

    [Theory]
    [MemberData(nameof(RegisterOpcodes))]
    public async Task Execute_register_operation_on_all_pairs_and_aliases(Opcode opcode)
    {
        var program = new ResultProgram();
        foreach (uint left in Operands)
        {
            foreach (uint right in Operands)
            {
                uint expected = InstructionSemantics.Result(opcode, 0, left, right);
                string what = $"{opcode} 0x{left:x}, 0x{right:x}";
                program.Code.Li(T1, left).Li(T2, right).Emit(opcode, T3, T1, T2, 0);
                program.Result(T3, expected, what);
                program.Code.Mv(T3, T1).Emit(opcode, T3, T3, T2, 0);
                program.Result(T3, expected, $"{what}, rd = rs1");
                program.Code.Mv(T3, T2).Emit(opcode, T3, T1, T3, 0);
                program.Result(T3, expected, $"{what}, rd = rs2");
                program.Code.Emit(opcode, Zero, T1, T2, 0);
                program.Result(Zero, 0, $"{what}, rd = x0");
            }

            program.Code.Li(T1, left).Emit(opcode, T3, T1, T1, 0);
            program.Result(T3, InstructionSemantics.Result(opcode, 0, left, left), $"{opcode} 0x{left:x}, rs1 = rs2");
            program.Code.Mv(T3, T1).Emit(opcode, T3, T3, T3, 0);
            program.Result(T3, InstructionSemantics.Result(opcode, 0, left, left), $"{opcode} 0x{left:x}, all the same");
            program.Code.Emit(opcode, T3, Zero, T1, 0);
            program.Result(T3, InstructionSemantics.Result(opcode, 0, 0, left), $"{opcode} x0, 0x{left:x}");
            program.Code.Emit(opcode, T3, T1, Zero, 0);
            program.Result(T3, InstructionSemantics.Result(opcode, 0, left, 0), $"{opcode} 0x{left:x}, x0");
        }

        Assert.Equal(4 * 17 * 18, await program.AssertAsync());
    }

    [Theory]
    [InlineData(Opcode.Sll)]
    [InlineData(Opcode.Srl)]
    [InlineData(Opcode.Sra)]
    public async Task Execute_shift_by_a_register_uses_its_five_low_bits(Opcode opcode)
    {
        var program = new ResultProgram();
        foreach (uint amount in (uint[])[0, 1, 30, 31, 32, 33, 63, 64, 0x1f00, 0xffffffe0, 0xffffffe1, 0x80000000])
        {
            foreach (uint value in Operands)
            {
                program.Code.Li(T1, value).Li(T2, amount).Emit(opcode, T3, T1, T2, 0);
                program.Result(T3, InstructionSemantics.Result(opcode, 0, value, amount & 31), $"{opcode} 0x{value:x}, {amount}");
            }
        }

        await program.AssertAsync();
    }

    [Theory]
    [MemberData(nameof(ImmediateOpcodes))]
    public async Task Execute_immediate_operation_on_edges_and_aliases(Opcode opcode)
    {
        int[] immediates = opcode is >= Opcode.Slli and <= Opcode.Srai
            ? [.. Enumerable.Range(0, 32)]
            : [-2048, -2047, -1025, -1024, -256, -128, -2, -1, 0, 1, 2, 127, 128, 255, 256, 1023, 1024, 2046, 2047];
        var program = new ResultProgram();
        foreach (uint value in Operands)
        {
            program.Code.Li(T1, value);
            foreach (int immediate in immediates)
            {
                uint expected = InstructionSemantics.Result(opcode, 0, value, (uint)immediate);
                string what = $"{opcode} 0x{value:x}, {immediate}";
                program.Code.Emit(opcode, T3, T1, 0, immediate);
                program.Result(T3, expected, what);
                program.Code.Mv(T3, T1).Emit(opcode, T3, T3, 0, immediate);
                program.Result(T3, expected, $"{what}, rd = rs1");
                program.Code.Emit(opcode, Zero, T1, 0, immediate);
                program.Result(Zero, 0, $"{what}, rd = x0");
            }
        }

        await program.AssertAsync();
    }

    [Theory]
    [InlineData(Opcode.Lui)]
    [InlineData(Opcode.Auipc)]
    public async Task Execute_upper_immediate_on_edges(Opcode opcode)
    {
        var program = new ResultProgram();
        foreach (uint value in (uint[])[0, 0x1000, 0x2000, 0x7ffff000, 0x80000000, 0x80001000, 0xffffe000, 0xfffff000, 0xfff00000])
        {
            uint pc = program.Code.Here;
            program.Code.Emit(opcode, T3, 0, 0, (int)value);
            program.Result(T3, InstructionSemantics.Result(opcode, pc, 0, value), $"{opcode} 0x{value:x}");
            program.Code.Emit(opcode, Zero, 0, 0, (int)value);
            program.Result(Zero, 0, $"{opcode} x0, 0x{value:x}");
        }

        await program.AssertAsync();
    }

    [Theory]
    [MemberData(nameof(BranchOpcodes))]
    public async Task Execute_branch_on_all_pairs(Opcode opcode)
    {
        var program = new ResultProgram();
        int taken = 0;
        foreach (uint left in Operands)
        {
            foreach (uint right in Operands)
            {
                bool expected = InstructionSemantics.IsTaken(opcode, left, right);
                var target = new Label();
                program.Code.Li(T1, left).Li(T2, right).Li(T3, 1).Emit(opcode, 0, T1, T2, target).Li(T3, 0);
                program.Code.Bind(target);
                program.Result(T3, expected ? 1u : 0, $"{opcode} 0x{left:x}, 0x{right:x}");
                taken += expected ? 1 : 0;
            }

            var same = new Label();
            program.Code.Li(T1, left).Li(T3, 1).Emit(opcode, 0, T1, T1, same).Li(T3, 0);
            program.Code.Bind(same);
            program.Result(T3, InstructionSemantics.IsTaken(opcode, left, left) ? 1u : 0, $"{opcode} 0x{left:x}, rs1 = rs2");
        }

        Assert.InRange(taken, 17, (17 * 17) - 17);
        await program.AssertAsync();
    }

    [Fact]
    public async Task Execute_jump_over_register_clears_bit_0_and_links()
    {
        var program = new ResultProgram();
        CodeBuilder code = program.Code;
        for (int offset = -2048; offset <= 2047; offset += 455)
        {
            for (int low = 0; low < 2; low++)
            {
                foreach (int link in (int[])[Ra, T1, Zero])
                {
                    var target = new Label();
                    code.La(T1, target).Li(T2, (uint)(low - offset)).Add(T1, T1, T2).Li(T3, 7).Jalr(link, T1, offset);
                    uint after = code.Here;
                    code.Li(T3, 0);
                    code.Bind(target);
                    program.Result(T3, 7, $"JALR with offset {offset}, bit 0 = {low}");
                    program.Result(link, link == Zero ? 0 : after, $"link x{link} of JALR");
                }
            }
        }

        foreach (int link in (int[])[Ra, T0, Zero])
        {
            var target = new Label();
            code.Li(T3, 7).Jal(link, target);
            uint after = code.Here;
            code.Li(T3, 0);
            code.Bind(target);
            program.Result(T3, 7, "JAL");
            program.Result(link, link == Zero ? 0 : after, $"link x{link} of JAL");
        }

        await program.AssertAsync();
    }

    [Theory]
    [MemberData(nameof(LoadOpcodes))]
    public async Task Execute_load_at_every_offset_and_sign(Opcode opcode)
    {
        const uint Scratch = DualProgram.DataBase + 0x8000;
        int size = InstructionSemantics.AccessSize(opcode);
        var program = new ResultProgram();
        foreach (uint value in (uint[])[.. Operands, 0x80818283, 0x7f7e7d7c, 0x00ff00ff, 0xff00ff00])
        {
            for (uint at = 0; at < 4; at += (uint)size)
            {
                foreach (int offset in (int[])[0, -2048, 2044, -4, 4])
                {
                    program.Code.Li(T1, value).Li(T2, Scratch).Sw(T1, 0, T2).Li(T2, Scratch + at - (uint)offset).Emit(opcode, T3, T2, 0, offset);
                    program.Result(T3, InstructionSemantics.Loaded(opcode, Scratch + at, value), $"{opcode} of 0x{value:x} at +{at}, offset {offset}");
                    program.Code.Emit(opcode, T2, T2, 0, offset);
                    program.Result(T2, InstructionSemantics.Loaded(opcode, Scratch + at, value), $"{opcode}, rd = rs1");
                    program.Code.Li(T2, Scratch + at - (uint)offset).Emit(opcode, Zero, T2, 0, offset);
                    program.Result(Zero, 0, $"{opcode}, rd = x0");
                }
            }
        }

        program.Code.Li(T2, Scratch).Sw(Zero, 0, T2);
        await program.AssertAsync();
    }

    [Theory]
    [MemberData(nameof(StoreOpcodes))]
    public async Task Execute_store_at_every_offset_keeps_the_other_bytes(Opcode opcode)
    {
        const uint Scratch = DualProgram.DataBase + 0x8000;
        int size = InstructionSemantics.AccessSize(opcode);
        var program = new ResultProgram();
        foreach (uint old in (uint[])[0, 0xffffffff, 0x12345678])
        {
            foreach (uint value in Operands)
            {
                for (uint at = 0; at < 4; at += (uint)size)
                {
                    foreach (int offset in (int[])[0, -2048, 2044])
                    {
                        program.Code.Li(T1, old).Li(T2, Scratch).Sw(T1, 0, T2).Li(T1, value);
                        program.Code.Li(T4, Scratch + at - (uint)offset).Emit(opcode, 0, T4, T1, offset).Lw(T3, 0, T2);
                        program.Result(T3, InstructionSemantics.Stored(opcode, Scratch + at, old, value), $"{opcode} of 0x{value:x} over 0x{old:x} at +{at}");
                    }
                }
            }
        }

        await program.AssertAsync();
    }

    private static TheoryData<Opcode> Between(Opcode first, Opcode last) =>
        [.. Enumerable.Range((int)first, last - first + 1).Select(value => (Opcode)value)];
}
