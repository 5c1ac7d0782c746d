// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Program;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Tests.Runs;

/// <summary>The records of a run as if it had stopped earlier: rows before a time, and what they leave in the registers.</summary>
internal sealed class CutRecords : IShardRecords
{
    private readonly IShardRecords _records;
    private readonly InstructionRecord[][] _rows;
    private readonly BoundaryRecord[] _registers;

    /// <param name="records">Of a whole run in one shard that touches no memory behind <paramref name="end"/>.</param>
    /// <param name="program">The program.</param>
    /// <param name="end">The time of the first row that is left out.</param>
    /// <param name="change">Changes a row.</param>
    public CutRecords(IShardRecords records, ProgramRows program, uint end, Func<InstructionRecord, InstructionRecord> change)
    {
        _records = records;
        EndTimestamp = end;
        _rows = [.. Enum.GetValues<InstructionTable>().Select(table => Take(records.Instructions(table), end, change))];
        _registers = [.. records.Registers.Select(register => register with { ValueOut = register.ValueIn, LastTimestamp = 0 })];
        foreach (var row in _rows.SelectMany(rows => rows).OrderBy(row => row.Timestamp))
        {
            var instruction = program[row.Index];
            var (a, b, c) = instruction.Kind switch
            {
                InstructionKind.SystemCall => (5, 10, 11),
                InstructionKind.AddImmediate or InstructionKind.JumpRegister => ((int)instruction.A, (int)instruction.B, -1),
                InstructionKind.Constant => ((int)instruction.A, -1, -1),
                _ => throw new ArgumentException($"{instruction.Kind} has no place here.", nameof(records)),
            };
            Access(c, row.C, row.Timestamp + 1);
            Access(b, row.B, row.Timestamp + 2);
            Access(a, row.A, row.Timestamp + 3);
        }
    }

    public uint PcIn => _records.PcIn;

    public uint PcOut => 0;

    public uint EndTimestamp { get; }

    public IReadOnlyList<HintStepRecord> HintSteps => _records.HintSteps;

    public IReadOnlyList<HintWriteRecord> HintWrites => _records.HintWrites;

    public IReadOnlyList<RegisterRefreshRecord> RegisterRefreshes => _records.RegisterRefreshes;

    public IReadOnlyList<BoundaryRecord> Registers => _registers;

    public IReadOnlyList<BoundaryRecord> Memory => _records.Memory;

    public ReadOnlySpan<InstructionRecord> Instructions(InstructionTable table) => _rows[(int)table];

    public ReadOnlySpan<MemoryInstructionRecord> MemoryInstructions(InstructionTable table) => _records.MemoryInstructions(table);

    public PrecompileCallRecords Calls(uint code) => _records.Calls(code);

    private static InstructionRecord[] Take(ReadOnlySpan<InstructionRecord> rows, uint end, Func<InstructionRecord, InstructionRecord> change) =>
        [.. rows.ToArray().Where(row => row.Timestamp < end).Select(change)];

    private void Access(int register, uint value, uint time)
    {
        if (register >= 0)
        {
            _registers[register] = _registers[register] with { ValueOut = value, LastTimestamp = time };
        }
    }
}
