// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Memory;
using PicoEngine.Executor.Profiling;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Elf;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Interpreter;

/// <summary>A run with real inputs and outputs, in the modes plain, metered, profiled and unconstrained.</summary>
internal sealed unsafe class LiveMachine : Machine
{
    private const ulong ProgressDistance = 1 << 24;
    private const uint PlainQuantum = 1 << 20;

    private readonly ExecutionOptions _options;
    private readonly SyscallDispatcher _dispatcher;
    private readonly ReservedBlock _enterBlock;
    private readonly ReservedBlock _leaveBlock;
    private readonly CancellationToken _cancellation;
    private ulong _nextProgress = ProgressDistance;

    public LiveMachine(GuestProgram program, GuestInput input, ExecutionOptions options, CancellationToken cancellation)
        : base(program)
    {
        _options = options;
        _cancellation = cancellation;
        ulong counterBytes = (ulong)(Code.SlotCount + 1) * sizeof(ulong);
        _enterBlock = new ReservedBlock(counterBytes, "execution counts");
        _leaveBlock = new ReservedBlock(counterBytes, "execution counts");
        Enters = (ulong*)_enterBlock.Pointer + 1;
        Leaves = (ulong*)_leaveBlock.Pointer + 1;
        Host = new LiveHost(this, input, options, cancellation);
        _dispatcher = new SyscallDispatcher(this, Host);
        if (options.Shards is { } limits)
        {
            Cutter = new ShardCutter(program, limits, options.Costs, Host.Log);
            Rows = Cutter.Rows;
            TouchedWords = Cutter.Touched.Bits;
        }

        foreach (ProgramSegment segment in program.Image.Segments)
        {
            // Safe: the loader put every segment inside of guest memory.
            segment.Words.Span.CopyTo(new Span<uint>(Memory + segment.Address, segment.Words.Length));
        }

        ScheduleCheck();
    }

    public LiveHost Host { get; }

    public ShardCutter? Cutter { get; }

    /// <summary>State of the unconstrained block, while in one.</summary>
    public UnconstrainedBlock? Block { get; private set; }

    /// <summary>Instructions executed in unconstrained blocks.</summary>
    public ulong UnconstrainedCycles { get; private set; }

    public uint UnconstrainedBlocks { get; private set; }

    /// <summary>Cycles of the run; inside an unconstrained block those before it.</summary>
    public ulong RunCycles => Block?.ConstrainedCycles ?? Cycles;

    /// <summary>Runs to HALT.</summary>
    public void Run()
    {
        while (true)
        {
            StopReason stop = Block is not null ? InterpreterLoop.Run<Unconstrained>(this)
                : _options.Profiler is not null ? InterpreterLoop.Run<Profiled>(this)
                : Cutter is not null ? InterpreterLoop.Run<Metered>(this)
                : InterpreterLoop.Run<Plain>(this);
            switch (stop)
            {
                case StopReason.Halted:
                    CheckCycleLimit();
                    Cutter?.Cut(Cycles, State(0), halts: true);
                    _options.Profiler?.OnEnd(Cycles);
                    return;
                case StopReason.ShardFull:
                    Cutter!.Cut(Cycles, State(Pc), halts: false);
                    break;
                case StopReason.ModeChanged when Block is null:
                    EnterBlock();
                    break;
                case StopReason.ModeChanged:
                    LeaveBlock();
                    break;
                default:
                    throw new PicoException(ErrorCatalog.Internal, $"the interpreter stopped with {stop}");
            }
        }
    }

    public override StopReason Ecall()
    {
        StopReason stop = _dispatcher.Execute();
        if (Cutter is not null && Block is null)
        {
            NextCheck = 0;
        }

        return stop;
    }

    public override StopReason Check()
    {
        _cancellation.ThrowIfCancellationRequested();
        CheckCycleLimit();
        if (Block is null)
        {
            if (Cycles >= _nextProgress)
            {
                _nextProgress = Cycles + ProgressDistance;
                _options.Progress?.Report(new ExecutionProgress(Cycles, Cutter?.Shards.Count ?? 0));
            }

            if (Cutter is not null && Cutter.IsFull(Cycles))
            {
                ScheduleCheck();
                return StopReason.ShardFull;
            }
        }

        ScheduleCheck();
        return StopReason.None;
    }

    /// <summary>The next check comes after one quantum, or with the first cycle past the limit.</summary>
    private void ScheduleCheck()
    {
        ulong quantum = Cutter is not null && Block is null ? ShardCutter.Quantum : PlainQuantum;
        ulong limit = _options.CycleLimit;
        NextCheck = limit - Cycles >= quantum || limit < Cycles ? Cycles + quantum : limit + 1;
    }

    public override void FirstTouch(uint word) => Cutter!.Touched.Add(word, ((uint*)Memory)[word]);

    public override void KeepForUndo(uint address) => Block!.Pages.Keep(address);

    public override void OnJump(CodeWord* source, CodeWord* target, ulong cycles)
    {
        const int Ra = 1;
        const int T0 = 5;
        int index = (int)(target - Code.Words);
        if (index >= Code.Count)
        {
            return; // an invalid target, which fails next
        }

        JumpKind kind = source->Rd is Ra or T0 ? JumpKind.Call
            : source->Operation == (byte)Opcode.Jalr && source->Rd == RegisterNumbers.Sink && source->Rs1 is Ra or T0 ? JumpKind.Return
            : JumpKind.Jump;
        _options.Profiler!.OnJump(kind, (int)(source - Code.Words), index, cycles);
    }

    public override void ReadWords(uint address, Span<uint> values, uint slot)
    {
        TouchAll(address, values.Length);
        new ReadOnlySpan<uint>(Memory + address, values.Length).CopyTo(values);
    }

    public override void WriteWords(uint address, ReadOnlySpan<uint> values, uint slot)
    {
        TouchAll(address, values.Length);
        values.CopyTo(new Span<uint>(Memory + address, values.Length));
    }

    /// <summary>How often each instruction was executed, indexed as the program.</summary>
    public ulong[] InstructionCounts()
    {
        var counts = new ulong[Code.Count];
        ulong running = Enters[-1] - Leaves[-1];
        for (int i = 0; i < counts.Length; i++)
        {
            running += Enters[i];
            counts[i] = running;
            running -= Leaves[i];
        }

        return counts;
    }

    /// <summary>The words that all shards touched, as they are now; none when the run is not metered.</summary>
    public TouchedWords FinalMemory() => Cutter?.Touched.CopyAll((uint*)Memory) ?? Sharding.TouchedWords.Empty;

    public HartState State(uint pc) =>
        new(
            pc,
            new ReadOnlySpan<uint>(Registers, RegisterNumbers.Named).ToArray(),
            Registers[RegisterNumbers.Sink],
            Registers[RegisterNumbers.HintCursor],
            Host.Log.Lengths.Count,
            Host.Log.Elements.Count);

    public override void Dispose()
    {
        Cutter?.Dispose();
        Block?.Dispose();
        _enterBlock.Dispose();
        _leaveBlock.Dispose();
        base.Dispose();
    }

    protected override ulong ReportedCycle(ulong cycles) => Block?.ConstrainedCycles ?? cycles;

    /// <summary>The loop has executed ENTER_UNCONSTRAINED: from here to EXIT, instructions are counted apart.</summary>
    private void EnterBlock()
    {
        Block = new UnconstrainedBlock(this);
        UnconstrainedBlocks++;
        Cycles = UnconstrainedCycles;
        ScheduleCheck();
    }

    private void LeaveBlock()
    {
        using UnconstrainedBlock block = Block!;
        UnconstrainedCycles = Cycles;
        block.Leave();
        Block = null;
        ScheduleCheck();
    }

    private void TouchAll(uint address, int count)
    {
        if (Cutter is not null)
        {
            for (uint word = address / 4; word < address / 4 + (uint)count; word++)
            {
                if (!Cutter.Touched.Contains(word))
                {
                    FirstTouch(word);
                }
            }
        }
    }

    private void CheckCycleLimit()
    {
        if (Cycles > _options.CycleLimit)
        {
            string what = Block is null ? "cycles" : "instructions in unconstrained blocks";
            Fail(ErrorCatalog.CycleLimit, Ip, Cycles, $"the run takes more than {_options.CycleLimit} {what}", ("limit", _options.CycleLimit));
        }
    }
}
