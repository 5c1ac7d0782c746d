// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Interpreter;
using PicoEngine.Executor.Memory;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Sharding;

/// <summary>
/// Meters the current shard of a live run, says when it is full and makes its checkpoint. The row counts are exact at every
/// look; between two looks a shard grows by at most <see cref="Quantum"/> instructions, one straight line and one call. A
/// KECCAK256 of many blocks is looked at by itself, before it begins.
/// </summary>
internal sealed class ShardCutter : IDisposable
{
    /// <summary>Instructions between two looks at the limits; with one straight line, 0.6 % of the default shard's cells.</summary>
    public const uint Quantum = 16384;

    // Costs are the caller's: with dear words a shard without room would be followed by another, without end.
    private const uint MinimumHintStep = 1024;

    // Byte 2 of a code.
    private const uint MaxExtraSlots = byte.MaxValue;

    private const uint MaxBetweenLooks = Quantum + CodeTable.SettleDistance;

    private readonly GuestProgram _program;
    private readonly ShardLimits _limits;
    private readonly ShardCostModel _costs;
    private readonly HintLog _hints;
    private readonly List<ShardCheckpoint> _shards = [];
    private readonly Dictionary<SyscallCode, uint> _calls = [];
    private readonly long[] _callRows;

    // What may come between two looks, whatever the row counts are.
    private readonly TableCost _slack;
    private HartState _start;
    private ulong _firstCycle;
    private TableCost _callCost;
    private uint _extraSlots;
    private uint _keccak256Blocks;
    private uint _hintWords;
    private uint _hintSteps;

    public ShardCutter(GuestProgram program, ShardLimits limits, ShardCostModel costs, HintLog hints)
    {
        _program = program;
        _limits = limits;
        _costs = costs;
        _hints = hints;
        _callRows = new long[costs.Precompiles.Length];
        _slack = Slack(costs);
        Rows = new RowMeter(program);
        _start = new HartState(program.Image.Entry, new uint[RegisterNumbers.Named], 0, 0, 0, 0);
    }

    public RowMeter Rows { get; }

    public TouchedWordSet Touched { get; } = new();

    public IReadOnlyList<ShardCheckpoint> Shards => _shards;

    public void CountCall(SyscallCode code)
    {
        _calls[code] = _calls.GetValueOrDefault(code) + 1;
        if (code != SyscallCode.Keccak256)
        {
            CountRows(code, 1);
        }

        _extraSlots += SyscallCodes.ExtraSlots(code);
    }

    /// <summary>Counts the blocks of a KECCAK256, whose rows are per block.</summary>
    public void CountBlocks(uint blocks)
    {
        _keccak256Blocks += blocks;
        CountRows(SyscallCode.Keccak256, blocks);
    }

    /// <summary>Whether a KECCAK256 fits this shard, and whatever may come before the next look. One that fits no shard fits an empty one, so that every run ends.</summary>
    /// <param name="cycles">Of the run up to the call.</param>
    /// <param name="call">The call.</param>
    public bool HasRoom(ulong cycles, Keccak256Call call)
    {
        if (cycles == _firstCycle)
        {
            return true;
        }

        TableCost more = _costs.Boundary.Cost(call.AccessCount) + _costs.Memory.Cost(call.AccessCount);
        foreach (TableRows rows in _costs.Call(SyscallCode.Keccak256))
        {
            TableShape table = _costs.Precompiles[rows.Table];
            long before = _callRows[rows.Table];
            long after = before + (rows.Rows * (long)call.Blocks);
            more += table.Cost(after) - table.Cost(before);
            if (after + _costs.MaxRowsPerCall[rows.Table] > _limits.RowsPerTable)
            {
                return false;
            }
        }

        return !IsFull(cycles, more, call.AccessCount);
    }

    /// <summary>Counts a step of a HINT_READ that writes this many words.</summary>
    public void CountHintStep(uint words)
    {
        _hintWords += words;
        _hintSteps++;
    }

    /// <summary>Words that HINT_READ may still write in this shard; positive in a fresh one whatever words cost, so that every run ends.</summary>
    /// <param name="cycles">Of the run up to the HINT_READ.</param>
    public uint HintRoom(ulong cycles)
    {
        TableCost cost = Cost(cycles, Rows.Counts) + _costs.Boundary.Block + _costs.Hint.Block + _costs.Memory.Block;
        TableCost word = _costs.Boundary.Row + _costs.Hint.Row + _costs.Memory.Row;
        long room = Math.Min(TouchedLimit - Touched.Count, _limits.RowsPerTable - HintRows);
        room = Math.Min(room, (_limits.Cells - cost.Cells) / Math.Max(1, word.Cells));
        room = Math.Min(room, (_limits.BoundaryCells - cost.BoundaryCells) / Math.Max(1, word.BoundaryCells));
        room = Math.Min(room, (_limits.Interactions - cost.Interactions) / Math.Max(1, word.Interactions));
        uint least = Touched.Count == 0 ? MinimumHintStep : 0;
        return (uint)Math.Clamp(room - MaxBetweenLooks, least, uint.MaxValue);
    }

    /// <summary>Whether the shard must end here so that no limit is exceeded before the next look.</summary>
    public bool IsFull(ulong cycles) => IsFull(cycles, default, 0);

    private bool IsFull(ulong cycles, TableCost more, int moreWords)
    {
        ReadOnlySpan<uint> counts = Rows.Counts;
        TableCost worst = Cost(cycles, counts) + more + _slack;
        uint maxRows = HintRows;
        for (int i = 0; i < counts.Length; i++)
        {
            maxRows = Math.Max(maxRows, counts[i]);
            TableShape table = _costs.Instructions[i];
            long left = -(long)counts[i] & (table.BlockHeight - 1);
            if (IsHigh(table) && left < MaxBetweenLooks)
            {
                worst += table.Block;
            }
        }

        long touched = Touched.Count + moreWords + MaxBetweenLooks + PrecompileCalls.MaxAccessCount;
        return worst.Cells > _limits.Cells
            || worst.BoundaryCells > _limits.BoundaryCells
            || worst.Interactions > _limits.Interactions
            || maxRows + MaxBetweenLooks > _limits.RowsPerTable
            || touched > TouchedLimit
            || Timestamp(cycles) + 4L * MaxBetweenLooks + MaxExtraSlots > _limits.Timestamp
            || CallTableIsFull();
    }

    /// <summary>Ends the shard and begins the next one at <paramref name="end"/>.</summary>
    public void Cut(ulong cycles, HartState end, bool halts)
    {
        uint[] rows = [.. Rows.Counts];
        if (end.HintCursor > 0)
        {
            // The step of a cut HINT_READ is a row of its own; its instruction counts where the call ends.
            rows[(int)InstructionTable.SystemCall]++;
        }

        TableCost cost = Cost(cycles, rows);
        _shards.Add(new ShardCheckpoint
        {
            Index = _shards.Count + 1,
            ProgramSha256 = _program.Image.Sha256,
            FirstCycle = _firstCycle,
            Cycles = cycles - _firstCycle,
            Start = _start,
            End = end,
            NewWords = Touched.NewCount,
            Memory = Touched.Drain(),
            Hints = _hints,
            Rows = rows,
            Calls = new Dictionary<SyscallCode, uint>(_calls),
            Keccak256Blocks = _keccak256Blocks,
            HintWords = _hintWords,
            Cost = cost,
            Halts = halts,
        });
        _start = end;
        _firstCycle = cycles;
        _callCost = default;
        _extraSlots = 0;
        _keccak256Blocks = 0;
        _hintWords = 0;
        _hintSteps = 0;
        _calls.Clear();
        Array.Clear(_callRows);
        Rows.Reset();
    }

    public void Dispose()
    {
        Rows.Dispose();
        Touched.Dispose();
    }

    private long Timestamp(ulong cycles) => 1 + 4 * (long)(cycles - _firstCycle) + _extraSlots;

    // The boundary table has a row for each register cell too.
    private long TouchedLimit => Math.Min(_limits.TouchedWords, _limits.RowsPerTable - RegisterNumbers.Count);

    private uint HintRows => _hintWords + _hintSteps;

    private void CountRows(SyscallCode code, uint times)
    {
        foreach (TableRows rows in _costs.Call(code))
        {
            TableShape table = _costs.Precompiles[rows.Table];
            TableCost before = table.Cost(_callRows[rows.Table]);
            _callRows[rows.Table] += rows.Rows * (long)times;
            _callCost += table.Cost(_callRows[rows.Table]) - before;
        }
    }

    private bool CallTableIsFull()
    {
        ReadOnlySpan<int> oneCall = _costs.MaxRowsPerCall;
        for (int i = 0; i < oneCall.Length; i++)
        {
            if (_callRows[i] + oneCall[i] > _limits.RowsPerTable)
            {
                return true;
            }
        }

        return false;
    }

    private TableCost Cost(ulong cycles, ReadOnlySpan<uint> rows)
    {
        // Each register rests at most once in each epoch; which ones do, only the replay knows.
        long refreshes = RegisterNumbers.Count * (Timestamp(cycles) >> RegisterRefreshRecord.LogEpoch);
        TableCost cost = _costs.Shard + _callCost
            + _costs.Boundary.Cost(Touched.Count + RegisterNumbers.Count)
            + _costs.Memory.Cost(Touched.NewCount)
            + _costs.Hint.Cost(HintRows)
            + _costs.Refresh.Cost(refreshes);
        for (int i = 0; i < rows.Length; i++)
        {
            cost += _costs.Instructions[i].Cost(rows[i]);
        }

        return cost;
    }

    /// <summary>Whether at most one block of the table can begin between two looks.</summary>
    private static bool IsHigh(TableShape table) => table.BlockHeight >= MaxBetweenLooks;

    /// <summary>The most that a shard can grow between two looks, but for new blocks of high tables.</summary>
    private static TableCost Slack(ShardCostModel costs)
    {
        long words = MaxBetweenLooks + PrecompileCalls.MaxAccessCount;
        const long Epochs = (4 * MaxBetweenLooks + MaxExtraSlots >> RegisterRefreshRecord.LogEpoch) + 1;
        TableCost slack = costs.MaxPerCall + costs.Hint.Block
            + costs.Boundary.Cost(words) + costs.Boundary.Block
            + costs.Memory.Cost(words) + costs.Memory.Block
            + costs.Refresh.Cost(RegisterNumbers.Count * Epochs) + costs.Refresh.Block;
        TableCost row = default;
        foreach (TableShape table in costs.Instructions)
        {
            if (!IsHigh(table))
            {
                row = TableCost.Max(row, table.Row);
                slack += table.Block;
            }
        }

        return slack + row * MaxBetweenLooks;
    }
}
