// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Sharding;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Events;
using static PicoEngine.Executor.Tests.Recording.TraceViolationException;

namespace PicoEngine.Executor.Tests.Recording;

/// <summary>
/// Says whether the records of a shard are a run of the program from its first state to its last, without running anything:
/// each row by itself, the chain of program counters, and memory by <see cref="MemoryLedger"/>. What proof tables must
/// enforce, as exact arithmetic.
/// </summary>
internal sealed class RecordChecker
{
    private const int T0 = 5;
    private const int A0 = 10;
    private const int A1 = 11;

    // Cells beside x0 to x31: the hint cursor, and where results for x0 go.
    private const int HintCursor = 32;
    private const int Sink = 33;

    // Refresh times are 2^16 · h with h below this (protocol document, section 3).
    private const uint EpochLimit = 1 << 11;

    private readonly ProgramImage _program;
    private readonly ShardTrace _trace;
    private readonly MemoryLedger _registers = new("register");
    private readonly MemoryLedger _memory = new("memory");
    private readonly List<StateStep> _steps = [];
    private readonly SystemCallChecker _calls;

    private RecordChecker(ProgramImage program, ShardTrace trace)
    {
        _program = program;
        _trace = trace;
        _calls = new SystemCallChecker(trace, _memory, _registers);
    }

    /// <summary>From (pc, time) to (pc, time): what a row does to the state of the hart.</summary>
    private readonly record struct StateStep(uint Time, uint Pc, uint NextPc, uint NextTime);

    /// <returns>The first violation, or null.</returns>
    public static string? Check(ProgramImage program, ShardTrace trace)
    {
        try
        {
            new RecordChecker(program, trace).Check();
            return null;
        }
        catch (TraceViolationException violation)
        {
            return violation.Message;
        }
    }

    private void Check()
    {
        CheckRowCounts();
        foreach (InstructionTable table in Enum.GetValues<InstructionTable>().Where(table => table != InstructionTable.SystemCall))
        {
            foreach (InstructionRecord row in _trace.Instructions[(int)table])
            {
                CheckRow(row, table, null);
            }

            foreach (MemoryInstructionRecord row in _trace.MemoryInstructions[(int)table])
            {
                CheckRow(row.Instruction, table, row);
            }
        }

        foreach (InstructionRecord row in _trace.Instructions[(int)InstructionTable.SystemCall])
        {
            CheckCall(row);
        }

        _calls.Finish();
        CheckStates();
        CheckBoundaries();
        CheckRefreshes();
        _registers.RequireBalance();
        _memory.RequireBalance();
    }

    private void CheckRowCounts()
    {
        ulong rows = 0;
        for (int i = 0; i < InstructionTables.Count; i++)
        {
            int count = _trace.Instructions[i].Length + _trace.MemoryInstructions[i].Length;
            Require(count == _trace.Checkpoint.Rows[i], $"{(InstructionTable)i}: {count} rows, announced {_trace.Checkpoint.Rows[i]}");
            rows += (ulong)count;
        }

        ulong unfinished = _trace.Checkpoint.End.HintCursor > 0 ? 1u : 0;
        Require(rows == _trace.Checkpoint.Cycles + unfinished, $"{rows} rows for {_trace.Checkpoint.Cycles} cycles");
    }

    private Instruction Fetch(InstructionRecord row, InstructionTable table)
    {
        Require(row.Index < _program.Instructions.Length, $"row at {row.Timestamp}: index {row.Index} is outside of the program");
        Instruction instruction = _program.Instructions.Span[(int)row.Index];
        Require(row.Opcode == (ushort)instruction.Opcode, $"row at {row.Timestamp}: opcode {row.Opcode}, the program has {instruction}");
        Require(InstructionTables.Of(instruction.Opcode) == table, $"row at {row.Timestamp}: {instruction} does not belong to {table}");
        return instruction;
    }

    private void CheckRow(InstructionRecord row, InstructionTable table, MemoryInstructionRecord? memory)
    {
        Instruction instruction = Fetch(row, table);
        Opcode opcode = instruction.Opcode;
        uint pc = _program.TextBase + (4 * row.Index);
        bool branch = opcode is >= Opcode.Beq and <= Opcode.Bgeu;
        bool store = opcode is >= Opcode.Sb and <= Opcode.Sw;
        bool registers = opcode is (>= Opcode.Add and <= Opcode.Remu) or Opcode.Fence;
        AccessRegister(row, "B", opcode is Opcode.Lui or Opcode.Auipc or Opcode.Jal ? null : instruction.Rs1, row.B, row.B, row.GapB, 2);
        AccessRegister(row, "C", branch || store || registers ? instruction.Rs2 : null, row.C, row.C, row.GapC, 1);
        AccessRegister(row, "A", branch || store ? null : instruction.Rd == 0 ? Sink : instruction.Rd, row.PreviousA, row.A, row.GapA, 3);

        uint nextPc = pc + 4;
        uint result = 0;
        if (memory is { } access)
        {
            result = CheckAccess(access, instruction);
        }
        else if (branch)
        {
            nextPc = InstructionSemantics.IsTaken(opcode, row.B, row.C) ? pc + (uint)instruction.Immediate : nextPc;
        }
        else
        {
            result = InstructionSemantics.Result(opcode, pc, row.B, registers ? row.C : (uint)instruction.Immediate);
            nextPc = opcode switch
            {
                Opcode.Jal => pc + (uint)instruction.Immediate,
                Opcode.Jalr => (row.B + (uint)instruction.Immediate) / 2 * 2,
                _ => nextPc,
            };
        }

        uint expected = branch || store ? 0 : result;
        Require(row.A == expected, $"row at {row.Timestamp}: {instruction} with 0x{row.B:x} and 0x{row.C:x} gives 0x{expected:x}, not 0x{row.A:x}");
        _steps.Add(new StateStep(row.Timestamp, pc, nextPc, row.Timestamp + 4));
    }

    /// <summary>A load or store: its word, at slot 0.</summary>
    /// <returns>What a load brings.</returns>
    private uint CheckAccess(MemoryInstructionRecord row, Instruction instruction)
    {
        uint address = row.Instruction.B + (uint)instruction.Immediate;
        Require(address % InstructionSemantics.AccessSize(instruction.Opcode) == 0, $"row at {row.Instruction.Timestamp}: misaligned access at 0x{address:x}");
        Require(address is >= MemoryMap.Start and < MemoryMap.End, $"row at {row.Instruction.Timestamp}: access at 0x{address:x}");
        bool store = InstructionSemantics.IsStore(instruction.Opcode);
        uint after = store ? InstructionSemantics.Stored(instruction.Opcode, address, row.PreviousWord, row.Instruction.C) : row.PreviousWord;
        _memory.Access(address - (address % 4), row.PreviousWord, after, row.PreviousTimestamp, row.Instruction.Timestamp);
        return store ? 0 : InstructionSemantics.Loaded(instruction.Opcode, address, row.PreviousWord);
    }

    private void CheckCall(InstructionRecord row)
    {
        Fetch(row, InstructionTable.SystemCall);
        uint pc = _program.TextBase + (4 * row.Index);
        AccessRegister(row, "B", A0, row.B, row.B, row.GapB, 2);
        AccessRegister(row, "C", A1, row.C, row.C, row.GapC, 1);
        AccessRegister(row, "A", T0, row.PreviousA, row.A, row.GapA, 3);
        CallEffect effect = _calls.Check(row);
        uint nextPc = effect switch
        {
            CallEffect.Halt => 0,
            CallEffect.Repeat => pc,
            _ => pc + 4,
        };
        uint extra = row.PreviousA / 0x1_0000 % 0x100;
        _steps.Add(new StateStep(row.Timestamp, pc, nextPc, row.Timestamp + 4 + extra));
    }

    /// <param name="row">Whose operand it is.</param>
    /// <param name="operand">Its name.</param>
    /// <param name="register">Null when the format has no such operand: its fields are then 0.</param>
    /// <param name="before">Value consumed.</param>
    /// <param name="after">Value left.</param>
    /// <param name="gap">Time since the previous access, minus 1.</param>
    /// <param name="slot">When in the instruction.</param>
    private void AccessRegister(InstructionRecord row, string operand, int? register, uint before, uint after, ushort gap, uint slot)
    {
        if (register is null)
        {
            Require(before == 0 && after == 0 && gap == 0, $"row at {row.Timestamp}: {operand} has no register but is not 0");
            return;
        }

        Require(register > 0 || (before == 0 && after == 0), $"row at {row.Timestamp}: {operand} is x0 but not 0");
        uint now = row.Timestamp + slot;
        Require(now > gap, $"row at {row.Timestamp}: the gap of {operand} leads before the beginning");
        _registers.Access((uint)register, before, after, now - gap - 1, now);
    }

    /// <summary>Ordered by time the rows must be one chain from the first state to the last.</summary>
    private void CheckStates()
    {
        HartState start = _trace.Checkpoint.Start;
        HartState end = _trace.Checkpoint.End;
        (uint pc, uint time) = (start.Pc, 1);
        foreach (StateStep step in _steps.OrderBy(step => step.Time))
        {
            Require(step.Time == time && step.Pc == pc, $"at {time} the hart is at 0x{pc:x}, the next row at {step.Time} is of 0x{step.Pc:x}");
            (pc, time) = (step.NextPc, step.NextTime);
        }

        Require(pc == end.Pc, $"the rows end at 0x{pc:x}, the shard at 0x{end.Pc:x}");
        Require(time == _trace.EndTimestamp, $"the rows end at time {time}, the shard at {_trace.EndTimestamp}");
        Require(_trace.Checkpoint.Halts == (pc == 0), "the shard halts without HALT, or does not with it");
    }

    private void CheckBoundaries()
    {
        HartState start = _trace.Checkpoint.Start;
        HartState end = _trace.Checkpoint.End;
        Require(_trace.Registers.Length == 34, "there are 34 register cells");
        for (int i = 0; i < 34; i++)
        {
            BoundaryRecord boundary = _trace.Registers[i];
            Require(boundary.Address == i, $"register {i} is listed as {boundary.Address}");
            (uint valueIn, uint valueOut) = i switch
            {
                HintCursor => (start.HintCursor, end.HintCursor),
                Sink => (start.Sink, end.Sink),
                _ => (start.Registers[i], end.Registers[i]),
            };
            Require(boundary.ValueIn == valueIn && boundary.ValueOut == valueOut, $"register {i} at the boundary differs from the checkpoint");
            _registers.Begin(boundary.Address, boundary.ValueIn);
            _registers.End(boundary.Address, boundary.ValueOut, boundary.LastTimestamp);
        }

        var announced = new List<(uint Address, uint Value)>();
        foreach (TouchedGroup group in _trace.Checkpoint.Memory.Groups)
        {
            int next = 0;
            for (int i = 0; i < 64; i++)
            {
                if ((group.Mask >> i & 1) != 0)
                {
                    announced.Add((4 * (group.FirstWord + (uint)i), group.Values[next++]));
                }
            }
        }

        Require(
            announced.SequenceEqual(_trace.Memory.Select(boundary => (boundary.Address, boundary.ValueIn))),
            "the memory at the boundary differs from the checkpoint");
        foreach (BoundaryRecord boundary in _trace.Memory)
        {
            Require(boundary.LastTimestamp > 0, $"memory 0x{boundary.Address:x} is listed but never accessed");
            _memory.Begin(boundary.Address, boundary.ValueIn);
            _memory.End(boundary.Address, boundary.ValueOut, boundary.LastTimestamp);
        }
    }

    private void CheckRefreshes()
    {
        foreach (RegisterRefreshRecord refresh in _trace.Refreshes)
        {
            Require(refresh.Register < 34 && refresh.Epoch is > 0 and < EpochLimit, $"refresh of x{refresh.Register} in epoch {refresh.Epoch}");
            _registers.Access(refresh.Register, refresh.Value, refresh.Value, refresh.PreviousTimestamp, 0x1_0000 * refresh.Epoch);
        }
    }
}
