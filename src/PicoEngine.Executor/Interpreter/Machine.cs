// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics.CodeAnalysis;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Memory;
using PicoEngine.Executor.Sharding;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Interpreter;

/// <summary>
/// State of the hart and the hooks that a mode of the <see cref="InterpreterLoop"/> calls. Pointers stay valid as long as
/// the machine: the blocks behind them are fields of it or of the <see cref="GuestProgram"/> that it holds.
/// </summary>
internal abstract unsafe class Machine : IDisposable
{
    private readonly ReservedBlock _registers = new(RegisterNumbers.Count * sizeof(uint), "registers");
    private readonly ReservedBlock _memory;

    protected Machine(GuestProgram program)
    {
        Program = program;
        _memory = new ReservedBlock(MemoryMap.End, "guest memory");
        Registers = (uint*)_registers.Pointer;
        Memory = _memory.Pointer;
        Ip = Code.Words + (program.Image.Entry - Code.TextBase) / 4;
    }

    public GuestProgram Program { get; }

    public CodeTable Code => Program.Code;

    /// <summary><c>[RegisterNumbers.Count]</c>: x0 to x31, the hint cursor, the sink for writes to x0.</summary>
    public uint* Registers { get; }

    /// <summary><c>[MemoryMap.End]</c>: guest memory by address. Untouched pages cost nothing.</summary>
    public byte* Memory { get; }

    /// <summary>Next instruction.</summary>
    public CodeWord* Ip { get; set; }

    /// <summary>Instructions executed, as Pico counts them.</summary>
    public ulong Cycles { get; set; }

    /// <summary>The loop calls <see cref="Check"/> at the first settled point at or past this count.</summary>
    public ulong NextCheck { get; set; }

    /// <summary>Per code word, how often a straight line began there; null in modes that do not count. Has one slot before it.</summary>
    public ulong* Enters { get; protected init; }

    /// <summary>Per code word, how often a straight line ended with it; null in modes that do not count. Has one slot before it.</summary>
    public ulong* Leaves { get; protected init; }

    /// <summary>One bit per memory word that the current shard has touched; null in modes that do not meter.</summary>
    public ulong* TouchedWords { get; protected init; }

    public uint Pc => AddressOf(Ip);

    public uint AddressOf(CodeWord* ip) => Code.AddressOf((int)(ip - Code.Words));

    /// <summary>Executes the ECALL at <see cref="Ip"/>. <see cref="Cycles"/> does not include it.</summary>
    public abstract StopReason Ecall();

    /// <summary>Looks at limits, progress and cancellation; sets <see cref="NextCheck"/>.</summary>
    public abstract StopReason Check();

    /// <summary>Rows of the current shard; null in modes that do not meter.</summary>
    public RowMeter Rows { get; protected init; } = null!;

    /// <summary>The hart takes a JAL or JALR; <paramref name="cycles"/> includes it.</summary>
    public virtual void OnJump(CodeWord* source, CodeWord* target, ulong cycles)
    {
    }

    /// <summary>A store to <paramref name="address"/> is about to happen inside an unconstrained block.</summary>
    public virtual void KeepForUndo(uint address)
    {
    }

    /// <summary>First access of the shard to memory word <paramref name="word"/>, before it.</summary>
    public virtual void FirstTouch(uint word)
    {
    }

    /// <summary>Reads <paramref name="values"/>.Length words for a system call, at slot <paramref name="slot"/> of the instruction.</summary>
    public abstract void ReadWords(uint address, Span<uint> values, uint slot);

    /// <summary>Writes words for a system call, at slot <paramref name="slot"/> of the instruction.</summary>
    public abstract void WriteWords(uint address, ReadOnlySpan<uint> values, uint slot);

    public virtual void Dispose()
    {
        _registers.Dispose();
        _memory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Raises a guest error at <paramref name="ip"/>, which has not been executed.</summary>
    [DoesNotReturn]
    public void Fail(ErrorCode error, CodeWord* ip, ulong cycles, string detail, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        int index = (int)(ip - Code.Words);
        uint pc = Code.AddressOf(index);
        cycles = ReportedCycle(cycles);
        string? symbol = Program.Image.Symbols.Describe(pc);
        string instruction = index < Code.Count ? Program.Image.Instructions.Span[index].ToString() : "end of program";
        var data = new Dictionary<string, object?> { ["pc"] = $"0x{pc:x8}", ["symbol"] = symbol, ["cycle"] = cycles };
        foreach ((string name, object? value) in values)
        {
            data[name] = value;
        }

        throw new PicoException(error, $"{detail} (pc 0x{pc:x8}{(symbol is null ? "" : $" in {symbol}")}, cycle {cycles}: {instruction})", data);
    }

    /// <summary>The cycle to name in an error that happens at the loop's count <paramref name="cycles"/>.</summary>
    protected virtual ulong ReportedCycle(ulong cycles) => cycles;

    /// <summary>As <see cref="Fail(ErrorCode, CodeWord*, ulong, string, ReadOnlySpan{ValueTuple{string, object}})"/>, at the current ECALL.</summary>
    [DoesNotReturn]
    public void FailHere(ErrorCode error, string detail, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Fail(error, Ip, Cycles, detail, values);

    [DoesNotReturn]
    public void FailAccess(CodeWord* ip, ulong cycles, uint address, uint size)
    {
        bool misaligned = address % size != 0;
        Fail(
            misaligned ? ErrorCatalog.GuestMisalignedAccess : ErrorCatalog.GuestMemoryOutOfRange,
            ip,
            cycles,
            misaligned ? $"an access of {size} bytes at 0x{address:x8}" : $"an access at 0x{address:x8}, outside of 0x{MemoryMap.Start:x}..0x{MemoryMap.End:x}",
            ("address", $"0x{address:x8}"));
    }

    [DoesNotReturn]
    public void FailJump(CodeWord* ip, ulong cycles, uint target) =>
        Fail(
            target % 4 != 0 ? ErrorCatalog.GuestJumpMisaligned : ErrorCatalog.GuestJumpOutside,
            ip,
            cycles,
            $"a jump to 0x{target:x8}; the program lies in 0x{Code.TextBase:x8}..0x{Code.AddressOf(Code.Count):x8}",
            ("target", $"0x{target:x8}"));

    [DoesNotReturn]
    public void FailOperation(CodeWord* ip, ulong cycles)
    {
        switch (ip->Operation)
        {
            case Operation.ProgramEnd:
                Fail(ErrorCatalog.GuestJumpOutside, ip, cycles, "execution ran past the last instruction");
                break;
            case Operation.InvalidTarget:
                CodeWord* jump = Code.Words + ip->Immediate;
                uint target = AddressOf(jump) + (uint)Program.Image.Instructions.Span[ip->Immediate].Immediate;
                FailJump(jump, cycles - 1, target);
                break;
            case (byte)RiscV.Decoding.Opcode.Ebreak:
                Fail(ErrorCatalog.GuestBreakpoint, ip, cycles, "EBREAK");
                break;
            default:
                Fail(ErrorCatalog.GuestIllegalInstruction, ip, cycles, "an instruction that user programs may not execute");
                break;
        }
    }
}
