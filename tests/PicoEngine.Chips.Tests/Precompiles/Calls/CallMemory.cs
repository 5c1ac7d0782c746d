// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Tests.Precompiles.Calls;

/// <summary>A memory, and the records of calls that were made on it: those of an execution, without one.</summary>
internal sealed class CallMemory : IShardRecords
{
    private readonly Dictionary<uint, (uint Value, uint Time)> _cells = [];
    private readonly Dictionary<uint, List<uint>> _calls = [];
    private readonly Dictionary<uint, int> _strides = [];
    private uint _time = 8;

    public uint PcIn => 0;

    public uint PcOut => 0;

    public uint EndTimestamp => _time;

    public IReadOnlyList<HintStepRecord> HintSteps => [];

    public IReadOnlyList<HintWriteRecord> HintWrites => [];

    public IReadOnlyList<RegisterRefreshRecord> RegisterRefreshes => [];

    public IReadOnlyList<BoundaryRecord> Registers => [];

    public IReadOnlyList<BoundaryRecord> Memory => [];

    public ReadOnlySpan<InstructionRecord> Instructions(InstructionTable table) => [];

    public ReadOnlySpan<MemoryInstructionRecord> MemoryInstructions(InstructionTable table) => [];

    public PrecompileCallRecords Calls(uint code) =>
        _calls.TryGetValue(code, out var words) ? new(words.ToArray(), _strides[code]) : default;

    public uint this[uint address] => _cells.GetValueOrDefault(address).Value;

    public void Store(uint address, ReadOnlySpan<uint> words)
    {
        foreach (var word in words)
        {
            _cells[address] = (word, _cells.GetValueOrDefault(address).Time);
            address += 4;
        }
    }

    /// <summary>Makes a call as the executor would; the result is the layout's, or a forged one. Returns the words written.</summary>
    public uint[] Call(CallLayout layout, uint first, uint second, Func<uint[], uint[]>? forged = null)
    {
        _time += 40;
        List<uint> record = [_time, first, second];
        List<uint> before = [];
        List<int> writes = [];
        List<uint> targets = [];
        foreach (var operand in layout.Operands)
        {
            for (var i = 0; i < operand.Words; i++)
            {
                var address = (operand.IsAtSecond ? second : first) + (4 * (uint)(operand.Offset + i));
                var (value, time) = _cells.GetValueOrDefault(address);
                if (operand.IsWritten)
                {
                    writes.Add(record.Count + 1);
                    targets.Add(address);
                }

                before.Add(value);
                record.AddRange([value, value, time]);
                _cells[address] = (value, _time + operand.Slot);
            }
        }

        uint[] words = [.. before];
        var after = (forged ?? (all => layout.Result(all) ?? throw new ArgumentException("The call is a fault.")))(words);
        for (var i = 0; i < writes.Count; i++)
        {
            record[writes[i]] = after[i];
            _cells[targets[i]] = (after[i], _cells[targets[i]].Time);
        }

        _strides[layout.Code] = record.Count;
        if (!_calls.TryGetValue(layout.Code, out var calls))
        {
            _calls.Add(layout.Code, calls = []);
        }

        calls.AddRange(record);
        return after;
    }
}
