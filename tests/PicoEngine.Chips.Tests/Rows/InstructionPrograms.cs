// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.RiscV.Decoding;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>Programs that meet every instruction with operands at the edges, and their rows. Each is run once.</summary>
internal static class InstructionPrograms
{
    /// <summary>Values around every boundary that a limb, a sign or the modulus makes.</summary>
    public static readonly uint[] Operands =
    [
        0, 1, 2, 3, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x1_0000, 0x7f00_0000, 0x7f00_0001, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff,
    ];

    private const uint Buffer = 0x0030_0000;

    private static readonly int[] Immediates = [-2048, -2047, -256, -2, -1, 0, 1, 2, 3, 0x7f, 0x80, 0xff, 0x100, 0x7fe, 0x7ff];

    private static readonly Dictionary<string, Lazy<InstructionRun>> Runs = new Dictionary<string, Func<CodeBuilder>>
    {
        ["registers"] = () => RegisterForms(new CodeBuilder()),
        ["immediates"] = () => ImmediateForms(new CodeBuilder()),
        ["branches"] = () => Branches(new CodeBuilder()),
        ["jumps"] = () => Jumps(new CodeBuilder()),
        ["jumps around zero"] = () => Jumps(new CodeBuilder(0x100)),
        ["loads"] = () => Loads(new CodeBuilder()),
        ["stores"] = () => Stores(new CodeBuilder()),
        ["shifts"] = () => WideArithmeticPrograms.Shifts(new CodeBuilder()),
        ["products"] = () => WideArithmeticPrograms.Products(new CodeBuilder()),
        ["quotients"] = () => WideArithmeticPrograms.Quotients(new CodeBuilder()),
    }.ToDictionary(entry => entry.Key, entry => new Lazy<InstructionRun>(() => new InstructionRun(entry.Value())));

    public static IReadOnlyCollection<string> Names => Runs.Keys;

    public static InstructionRun Run(string name) => Runs[name].Value;

    private static CodeBuilder RegisterForms(CodeBuilder code)
    {
        Opcode[] opcodes = [Opcode.Add, Opcode.Sub, Opcode.And, Opcode.Or, Opcode.Xor, Opcode.Slt, Opcode.Sltu];
        foreach (var (b, c) in Pairs())
        {
            code.Li(S0, b).Li(S1, c);
            for (var i = 0; i < opcodes.Length; i++)
            {
                code.Emit(opcodes[i], A0 + i, S0, S1, 0);
            }
        }

        foreach (var value in Operands)
        {
            foreach (var opcode in opcodes)
            {
                code.Li(T0, value).Li(T1, ~value).Emit(opcode, T0, T0, T0, 0).Emit(opcode, T1, T1, T0, 0).Emit(opcode, T0, T1, T0, 0)
                    .Emit(opcode, Zero, S0, T0, 0).Emit(opcode, A1, Zero, T1, 0).Emit(opcode, A1, T1, Zero, 0).Emit(opcode, Zero, Zero, Zero, 0);
            }
        }

        return code.Fence();
    }

    private static CodeBuilder ImmediateForms(CodeBuilder code)
    {
        Opcode[] opcodes = [Opcode.Addi, Opcode.Andi, Opcode.Ori, Opcode.Xori, Opcode.Slti, Opcode.Sltiu];
        foreach (var value in Operands)
        {
            foreach (var immediate in Immediates)
            {
                code.Li(S0, value);
                for (var i = 0; i < opcodes.Length; i++)
                {
                    code.Emit(opcodes[i], A0 + i, S0, 0, immediate);
                }

                code.Li(T0, value).Emit(opcodes[Math.Abs(immediate) % opcodes.Length], T0, T0, 0, immediate);
            }
        }

        foreach (var opcode in opcodes)
        {
            code.Emit(opcode, Zero, S0, 0, -1).Emit(opcode, Zero, Zero, 0, 5).Emit(opcode, A0, Zero, 0, -7);
        }

        return code;
    }

    private static CodeBuilder Branches(CodeBuilder code)
    {
        foreach (var (b, c) in Pairs())
        {
            code.Li(S0, b).Li(S1, c);
            for (var opcode = Opcode.Beq; opcode <= Opcode.Bgeu; opcode++)
            {
                code.Emit(opcode, 0, S0, S1, 8).Nop();
            }
        }

        for (var opcode = Opcode.Beq; opcode <= Opcode.Bgeu; opcode++)
        {
            code.Emit(opcode, 0, S0, S0, 8).Nop().Emit(opcode, 0, S0, Zero, 8).Nop().Emit(opcode, 0, Zero, Zero, 4);
        }

        // Backwards, once for each kind that can be taken with operands that change.
        foreach (var opcode in (Opcode[])[Opcode.Bne, Opcode.Blt, Opcode.Bltu])
        {
            code.Li(T0, 0).Li(T1, 3);
            var loop = code.Mark();
            code.Addi(T0, T0, 1).Emit(opcode, 0, T0, T1, loop);
        }

        foreach (var opcode in (Opcode[])[Opcode.Bge, Opcode.Bgeu])
        {
            code.Li(T0, 5).Li(T1, 3);
            var loop = code.Mark();
            code.Addi(T0, T0, -1).Emit(opcode, 0, T0, T1, loop);
        }

        return code;
    }

    private static CodeBuilder Jumps(CodeBuilder code)
    {
        foreach (var value in (uint[])[0, 0x1000, 0x7eff_f000, 0x7f00_0000, 0x7fff_f000, 0x8000_0000, 0xffff_f000])
        {
            code.Lui(A0, value).Auipc(A1, value).Lui(Zero, value).Auipc(Zero, value);
        }

        code.Jal(Ra, 8).Nop().Jal(Zero, 8).Nop().Jal(A0, 4);
        Label behind = new();
        Label end = new();
        code.Jal(Ra, end);
        code.Bind(behind);
        code.Jal(Zero, 12);
        code.Bind(end);
        code.Jal(Ra, behind).Nop();

        // The target's lowest bit is dropped, whether register or immediate set it.
        foreach (var (rd, rs1) in ((int, int)[])[(Ra, T0), (Zero, T0), (T0, T0)])
        {
            foreach (var immediate in Immediates)
            {
                foreach (var odd in (int[])[0, 1])
                {
                    // Both links of the address are right, and its alignment: register plus immediate is the target, or one more.
                    Label target = new();
                    code.La(rs1, target);
                    AddConstant(code, rs1, odd - immediate);
                    code.Jalr(rd, rs1, immediate).Nop();
                    code.Bind(target);
                }
            }
        }

        return code;
    }

    // In two steps, since the constant may be 2048; below address 2048 the register then wraps around.
    private static void AddConstant(CodeBuilder code, int register, int constant) =>
        code.Addi(register, register, constant / 2).Addi(register, register, constant - (constant / 2));

    private static CodeBuilder Loads(CodeBuilder code)
    {
        uint[] words = [.. Operands, 0x8000_7fff, 0x7f80_ff00, 0x00ff_807f, 0xfedc_ba98];
        code.Li(T1, Buffer);
        for (var i = 0; i < words.Length; i++)
        {
            code.Li(T2, words[i]).Sw(T2, 4 * i, T1);
        }

        for (var i = 0; i < words.Length; i++)
        {
            EveryLoad(code, Buffer + (4 * (uint)i), Immediates[i % Immediates.Length]);
        }

        // The first and last words of memory, and sums of 2^32 and more.
        foreach (var (address, immediate) in Edges())
        {
            code.Li(T2, 0x8182_8384).Li(T1, address - (uint)immediate).Sw(T2, immediate, T1);
            EveryLoad(code, address, immediate);
        }

        return code.Li(T0, Buffer).Lw(Zero, 0, T0).Lb(Zero, 1, T0).Lw(T0, 4, T0).Li(T0, Buffer).Lhu(T0, 2, T0);
    }

    private static void EveryLoad(CodeBuilder code, uint address, int immediate)
    {
        immediate = Math.Max(immediate & ~3, -2044);
        code.Li(S0, address - (uint)immediate).Lw(A0, immediate, S0);
        for (var offset = 0; offset < 4; offset++)
        {
            code.Lb(A1, immediate + offset, S0).Lbu(A2, immediate + offset, S0);
            if (offset % 2 == 0)
            {
                code.Lh(A3, immediate + offset, S0).Lhu(A4, immediate + offset, S0);
            }
        }

        // The offset from the register instead.
        code.Addi(S0, S0, 3).Lb(A1, immediate, S0).Lbu(A2, immediate - 2, S0).Lh(A3, immediate - 1, S0).Lhu(A4, immediate - 3, S0).Lw(A0, immediate - 3, S0);
    }

    private static CodeBuilder Stores(CodeBuilder code)
    {
        for (var i = 0; i < Operands.Length; i++)
        {
            EveryStore(code, Buffer + (4 * (uint)i), Immediates[i % Immediates.Length], Operands[i], Operands[^(i + 1)]);
        }

        foreach (var (address, immediate) in Edges())
        {
            EveryStore(code, address, immediate, 0x8182_8384, 0x1112_1314);
        }

        return code.Li(T0, Buffer).Sw(T0, 0, T0).Sh(T0, 6, T0).Sb(T0, 9, T0).Sw(Zero, 12, T0).Sb(Zero, 17, T0).Sh(Zero, 20, T0);
    }

    private static void EveryStore(CodeBuilder code, uint address, int immediate, uint value, uint background)
    {
        immediate = Math.Max(immediate & ~3, -2044);
        code.Li(S0, address - (uint)immediate).Li(S1, value).Li(S2, background);
        for (var offset = 0; offset < 4; offset++)
        {
            code.Sw(S2, immediate, S0).Sb(S1, immediate + offset, S0).Lw(A0, immediate, S0);
            if (offset % 2 == 0)
            {
                code.Sw(S2, immediate, S0).Sh(S1, immediate + offset, S0).Lw(A0, immediate, S0);
            }
        }

        code.Sw(S1, immediate, S0);
    }

    private static IEnumerable<(uint Address, int Immediate)> Edges() =>
        from address in (uint[])[0x20, 0x100, 0x7f8, 0x7700_0000, 0x77ff_fffc]
        from immediate in (int[])[-2044, 0, 0x7fc]
        select (address, immediate);

    private static IEnumerable<(uint B, uint C)> Pairs() =>
        from b in Operands
        from c in Operands
        select (b, c);
}
