// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Decoding;

namespace PicoEngine.Executor.Tests.Differential;

/// <summary>
/// Writes one random program that ends: it sets all registers, executes about 500 instructions and stores all registers. Jumps go
/// forward, or back a number of times that is fixed when the program is written.
/// </summary>
internal sealed class RandomProgramWriter
{
    /// <summary>Bytes of the area that a program owns: 32 register slots, then memory for its loads and stores.</summary>
    public const int AreaSize = 512;

    public const int RegisterBytes = 128;

    private const int MemoryBytes = AreaSize - RegisterBytes;

    // Where in its area the base register points, so that offsets have both signs.
    private const int BaseOffset = RegisterBytes + (MemoryBytes / 2);
    private const int TargetCount = 500;
    private const int MaxDepth = 3;

    // sched_yield on Linux: an ECALL that changes nothing but a0 there, and nothing at all here.
    private const uint HarmlessLinuxCall = 124;

    private const uint CallRegisters = 1u << Registers.T0 | 1u << Registers.A0 | 1u << Registers.A7;

    private static readonly Opcode[] RegisterOpcodes = Range(Opcode.Add, Opcode.Remu);
    private static readonly Opcode[] ImmediateOpcodes = Range(Opcode.Addi, Opcode.Srai);
    private static readonly Opcode[] BranchOpcodes = Range(Opcode.Beq, Opcode.Bgeu);
    private static readonly Opcode[] LoadOpcodes = Range(Opcode.Lb, Opcode.Lhu);
    private static readonly Opcode[] StoreOpcodes = Range(Opcode.Sb, Opcode.Sw);

    private readonly CodeBuilder _code;
    private readonly Random _random;
    private readonly int _base;
    private readonly uint _area;

    // Bit i: register i must not be written here.
    private uint _locked;
    private int _depth;
    private bool _insideBlock;

    private RandomProgramWriter(CodeBuilder code, Random random, uint area)
    {
        _code = code;
        _random = random;
        _area = area;
        do
        {
            _base = random.Next(1, 32);
        }
        while (_base is Registers.T0 or Registers.A0 or Registers.A7);

        _locked = 1u << _base;
    }

    /// <summary>Appends a program that uses the <see cref="AreaSize"/> bytes at <paramref name="area"/>.</summary>
    public static void Write(CodeBuilder code, Random random, uint area)
    {
        var writer = new RandomProgramWriter(code, random, area);
        for (int register = 1; register < 32; register++)
        {
            code.Li(register, register == writer._base ? area + BaseOffset : DirectedOperands.Next(random));
        }

        for (int executed = 0; executed < TargetCount;)
        {
            executed += writer.Item();
        }

        for (int register = 1; register < 32; register++)
        {
            code.Sw(register, (4 * register) - BaseOffset, writer._base);
        }
    }

    private static Opcode[] Range(Opcode first, Opcode last) =>
        [.. Enumerable.Range((int)first, last - first + 1).Select(value => (Opcode)value)];

    /// <summary>Appends one item.</summary>
    /// <returns>About how many instructions it executes.</returns>
    private int Item()
    {
        int kind = _random.Next(100);
        return kind switch
        {
            < 38 => RegisterOperation(),
            < 58 => ImmediateOperation(),
            < 62 => UpperImmediate(),
            < 79 => MemoryAccess(),
            < 84 => Constant(),
            < 85 => NothingMuch(),
            < 86 => _insideBlock ? RegisterOperation() : _random.Next(3) > 0 ? SystemCall() : UnconstrainedBlock(),
            _ when _depth == MaxDepth => RegisterOperation(),
            < 93 => ForwardBranch(),
            < 97 => Loop(),
            _ => Function(),
        };
    }

    private int Items(int count)
    {
        _depth++;
        int executed = 0;
        for (int i = 0; i < count; i++)
        {
            executed += Item();
        }

        _depth--;
        return executed;
    }

    private int Source() => _random.Next(32);

    /// <summary>A register that may be written: x0 now and then, else none that is locked.</summary>
    private int Destination() => _random.Next(16) == 0 ? 0 : Unlocked();

    private int Unlocked()
    {
        while (true)
        {
            int register = _random.Next(1, 32);
            if ((_locked >> register & 1) == 0)
            {
                return register;
            }
        }
    }

    /// <summary>Destination and sources, often the same register.</summary>
    private (int Rd, int Rs1, int Rs2) Operands()
    {
        int rd = Destination();
        int rs1 = _random.Next(4) == 0 ? rd : Source();
        int rs2 = _random.Next(4) == 0 ? rs1 : _random.Next(6) == 0 ? rd : Source();
        return (rd, rs1, rs2);
    }

    private Opcode Any(Opcode[] opcodes) => opcodes[_random.Next(opcodes.Length)];

    private int RegisterOperation()
    {
        (int rd, int rs1, int rs2) = Operands();
        _code.Emit(Any(RegisterOpcodes), rd, rs1, rs2, 0);
        return 1;
    }

    private int ImmediateOperation()
    {
        (int rd, int rs1, _) = Operands();
        Opcode opcode = Any(ImmediateOpcodes);
        _code.Emit(opcode, rd, rs1, 0, opcode is >= Opcode.Slli and <= Opcode.Srai ? _random.Next(32) : Immediate());
        return 1;
    }

    /// <summary>A 12-bit immediate, often at an edge.</summary>
    private int Immediate() => _random.Next(3) == 0 ? _random.Next(-2048, 2048) : (int)(DirectedOperands.All[_random.Next(DirectedOperands.All.Length)] << 20) >> 20;

    private int UpperImmediate()
    {
        Opcode opcode = _random.Next(2) == 0 ? Opcode.Lui : Opcode.Auipc;
        _code.Emit(opcode, Destination(), 0, 0, (int)(DirectedOperands.Next(_random) & 0xfffff000));
        return 1;
    }

    private int Constant()
    {
        _code.Li(Unlocked(), DirectedOperands.Next(_random));
        return 2;
    }

    private int NothingMuch()
    {
        _ = _random.Next(3) switch
        {
            0 => _code.Fence(),
            1 => _code.Word(InstructionEncoder.FenceI),
            _ => _code.Nop(),
        };
        return 1;
    }

    private int MemoryAccess()
    {
        Opcode opcode = _random.Next(5) < 3 ? Any(LoadOpcodes) : Any(StoreOpcodes);
        int size = opcode switch
        {
            Opcode.Lb or Opcode.Lbu or Opcode.Sb => 1,
            Opcode.Lh or Opcode.Lhu or Opcode.Sh => 2,
            _ => 4,
        };
        int offset = (_random.Next(MemoryBytes / size) * size) - (MemoryBytes / 2);
        int address = _base;
        int executed = 1;
        if (_random.Next(3) == 0)
        {
            // The same place by way of another register and an offset anywhere in its range.
            int immediate = _random.Next(-2048, 2048 - MemoryBytes);
            address = Unlocked();
            if (_random.Next(2) == 0)
            {
                _code.Li(address, _area + BaseOffset + (uint)offset - (uint)immediate);
                executed += 2;
            }
            else
            {
                _code.Addi(address, _base, Math.Clamp(offset - immediate, -2048, 2047));
                immediate = offset - Math.Clamp(offset - immediate, -2048, 2047);
                executed++;
            }

            offset = immediate;
        }

        if (opcode is >= Opcode.Sb and <= Opcode.Sw)
        {
            _code.Emit(opcode, 0, address, Source(), offset);
        }
        else
        {
            _code.Emit(opcode, Destination(), address, 0, offset);
        }

        return executed;
    }

    private int SystemCall()
    {
        if ((_locked & CallRegisters) != 0)
        {
            return 0;
        }

        _code.Li(Registers.T0, (uint)SyscallCode.VerifyPicoProof).Li(Registers.A7, HarmlessLinuxCall).Ecall();
        _code.Li(Registers.A0, DirectedOperands.Next(_random));
        return 4;
    }

    /// <summary>
    /// A block that is executed and undone here, and skipped on Linux, where t0 keeps the code of the call.
    /// </summary>
    private int UnconstrainedBlock()
    {
        if ((_locked & CallRegisters) != 0)
        {
            return 0;
        }

        var end = new Label();
        _code.Li(Registers.T0, (uint)SyscallCode.EnterUnconstrained).Li(Registers.A7, HarmlessLinuxCall).Ecall();
        _code.Li(Registers.A0, 1).Bne(Registers.T0, Registers.A0, end);
        _insideBlock = true;
        Items(_random.Next(1, 8));
        _insideBlock = false;
        _code.Li(Registers.T0, (uint)SyscallCode.ExitUnconstrained).Ecall();
        _code.Bind(end);
        _code.Li(Registers.T0, DirectedOperands.Next(_random)).Li(Registers.A0, DirectedOperands.Next(_random));
        return 8;
    }

    private int ForwardBranch()
    {
        (_, int rs1, int rs2) = Operands();
        var end = new Label();
        if (_random.Next(6) == 0)
        {
            _code.Jal(Destination(), end);
        }
        else
        {
            _code.Emit(Any(BranchOpcodes), 0, rs1, rs2, end);
        }

        int executed = 1 + Items(_random.Next(1, 6));
        _code.Bind(end);
        return executed;
    }

    /// <summary>A body that runs 2 to 8 times; its counter goes down to 0 or up to a limit.</summary>
    private int Loop()
    {
        int turns = _random.Next(2, 9);
        uint before = _locked;
        int counter = Unlocked();
        _locked |= 1u << counter;
        int limit = Unlocked();
        bool down = _random.Next(2) == 0;
        if (!down)
        {
            _locked |= 1u << limit;
            _code.Li(limit, (uint)turns);
        }

        _code.Li(counter, down ? (uint)turns : 0);
        Label top = _code.Mark();
        int executed = Items(_random.Next(2, 6));
        _code.Addi(counter, counter, down ? -1 : 1);
        _ = (down, _random.Next(2)) switch
        {
            (true, 0) => _code.Bne(counter, Registers.Zero, top),
            (true, _) => _code.Blt(Registers.Zero, counter, top),
            (false, 0) => _code.Bltu(counter, limit, top),
            (false, _) => _code.Bne(limit, counter, top),
        };
        _locked = before;
        return 2 + (turns * (executed + 2));
    }

    /// <summary>A function and one or two calls of it; JALR gets its address with bit 0 set now and then.</summary>
    private int Function()
    {
        uint before = _locked;
        int link = Unlocked();
        _locked |= 1u << link;
        var over = new Label();
        var function = new Label();
        _code.J(over);
        _code.Bind(function);
        int executed = Items(_random.Next(1, 6));
        _code.Jalr(_random.Next(3) == 0 ? link : Registers.Zero, link, _random.Next(2));
        _locked = before;
        _code.Bind(over);
        int calls = _random.Next(1, 3);
        for (int i = 0; i < calls; i++)
        {
            if (_random.Next(2) == 0)
            {
                _code.Jal(link, function);
                continue;
            }

            int target = _random.Next(2) == 0 ? link : Unlocked();
            int offset = _random.Next(-2046, 2048);
            _code.La(target, function).Addi(target, target, (offset & 1) - offset);
            _code.Jalr(link, target, offset);
        }

        return calls * (executed + 2);
    }
}
