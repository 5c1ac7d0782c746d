// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Interpreter;
using PicoEngine.Executor.Memory;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Sharding;

/// <summary>
/// Meters the current shard of a live run, says when it is full and makes its checkpoint. The row counts are exact at every
/// look; between two looks a shard grows by at most <see cref="Quantum"/> instructions and one straight line. A precompile is
/// looked at by itself, before it begins.
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

    /// <summary>Counts a call that has no table of its own.</summary>
    public void CountCall(SyscallCode code) => _calls[code] = _calls.GetValueOrDefault(code) + 1;

    /// <summary>
    /// Counts a precompile, unless the shard has no room for it; behind it comes the next look. One that fits no shard fits an empty one, so that every run ends.
    /// </summary>
    /// <param name="cycles">Of the run up to the call.</param>
    /// <param name="code">The precompile.</param>
    /// <param name="records">Records that it leaves.</param>
    /// <param name="accessCount">Words that it accesses.</param>
    public bool TryCountPrecompile(ulong cycles, SyscallCode code, uint records, int accessCount)
    {
        TableCost cost = default;
        bool hasRows = true;
        foreach (TableRows rows in _costs.Call(code))
        {
            TableShape table = _costs.Precompiles[rows.Table];
            long after = _callRows[rows.Table] + (rows.Rows * (long)records);
            cost += Added(table, _callRows[rows.Table], rows.Rows * (long)records);
            hasRows &= after <= _limits.RowsPerTable;
        }

        // The instruction itself is counted behind the call; it may begin a block of its table.
        TableCost words = _costs.Instructions[(int)InstructionTable.SystemCall].Block + _costs.Refresh.Block
            + Added(_costs.Boundary, Touched.Count + RegisterNumbers.Count, accessCount) + Added(_costs.Memory, Touched.NewCount, accessCount);
        if (cycles != _firstCycle && (!hasRows || Touched.Count + accessCount > TouchedLimit || Exceeds(Cost(cycles, Rows.Counts) + cost + words)))
        {
            return false;
        }

        foreach (TableRows rows in _costs.Call(code))
        {
            _callRows[rows.Table] += rows.Rows * (long)records;
        }

        _callCost += cost;
        _keccak256Blocks += code == SyscallCode.Keccak256 ? records : 0;
        _extraSlots += SyscallCodes.ExtraSlots(code);
        CountCall(code);
        return true;
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
    public bool IsFull(ulong cycles)
    {
        ReadOnlySpan<uint> counts = Rows.Counts;
        TableCost worst = Cost(cycles, counts) + _slack;
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

        return Exceeds(worst)
            || maxRows + MaxBetweenLooks > _limits.RowsPerTable
            || Touched.Count + MaxBetweenLooks > TouchedLimit
            || Timestamp(cycles) + 4L * MaxBetweenLooks + MaxExtraSlots > _limits.Timestamp;
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

    private bool Exceeds(TableCost cost) =>
        cost.Cells > _limits.Cells || cost.BoundaryCells > _limits.BoundaryCells || cost.Interactions > _limits.Interactions;

    private static TableCost Added(TableShape table, long rows, long more) => table.Cost(rows + more) - table.Cost(rows);

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
        const long Epochs = (4 * MaxBetweenLooks + MaxExtraSlots >> RegisterRefreshRecord.LogEpoch) + 1;
        TableCost slack = costs.Hint.Block
            + costs.Boundary.Cost(MaxBetweenLooks) + costs.Boundary.Block
            + costs.Memory.Cost(MaxBetweenLooks) + costs.Memory.Block
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
