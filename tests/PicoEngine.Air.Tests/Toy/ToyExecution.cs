// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>Runs programs of the toy machine, cut into shards, and writes their traces.</summary>
internal sealed class ToyExecution
{
    private readonly ToyProgram _program;
    private readonly ToyInstruction[] _executable;
    private readonly int _stepsBeforeTheLoopEnds;
    private readonly SortedDictionary<(int Space, int Address), int> _cells = [];
    private readonly Dictionary<(int Space, int Address), int> _leftBy = [];
    private readonly List<ToyShardRows> _shards = [];
    private int _pc = ToyProgram.EntryPc;
    private int _done;
    private int _committed;

    private ToyExecution(ToyProgram program, ToyInstruction[] beyond, int totalSteps)
    {
        _program = program;
        _executable = [.. program.Instructions, .. beyond];
        _stepsBeforeTheLoopEnds = totalSteps - 3 - beyond.Length;
        foreach (var (space, address, value) in ToyProgram.ImageRows)
        {
            _cells[(space, address)] = value;
        }
    }

    /// <summary>Changes memory, and which shard left each cell, after a shard; for attacks.</summary>
    public delegate void BetweenShards(int shard, IDictionary<(int Space, int Address), int> cells, IDictionary<(int Space, int Address), int> leftBy);

    /// <summary>Executes at least three instructions, cut into shards.</summary>
    /// <param name="stepsPerShard">Instructions of each shard.</param>
    /// <param name="imageShard">The shard of the image, from 1; by default the last.</param>
    /// <param name="chainShard">The shard of the whole address chain, from 1; by default every shard has a slice.</param>
    /// <param name="program">The program.</param>
    /// <param name="beyond">Instructions that are not in the ROM, executed once each at the end; for attacks.</param>
    /// <param name="between">For attacks.</param>
    public static ShardWitness[] Run(
        int[] stepsPerShard,
        int? imageShard = null,
        int? chainShard = null,
        ToyProgram? program = null,
        ToyInstruction[]? beyond = null,
        BetweenShards? between = null)
    {
        ToyExecution execution = new(program ?? ToyProgram.Default, beyond ?? [], stepsPerShard.Sum());
        foreach (var steps in stepsPerShard)
        {
            execution.RunShard(steps);
            between?.Invoke(execution._shards.Count, execution._cells, execution._leftBy);
        }

        execution.CloseMemory((imageShard ?? stepsPerShard.Length) - 1, chainShard - 1);
        return [.. execution._shards.Select(shard => shard.ToWitness(execution._program))];
    }

    private void RunShard(int steps)
    {
        ToyShardRows shard = new(_shards.Count + 1);
        shard[ToyPublicValues.PcIn] = _pc;
        shard[ToyPublicValues.TsOut] = steps + 1;
        SortedDictionary<(int Space, int Address), (int Value, int Shard)> touched = [];
        Dictionary<(int Space, int Address), int> lastTime = [];
        for (var ts = 1; ts <= steps; ts++)
        {
            Step(shard, ts, Access);
        }

        foreach (var (cell, (value, from)) in touched)
        {
            shard.Rows("boundary").Add([1, cell.Space, cell.Address, value, from, _cells[cell], lastTime[cell]]);
            shard.Lookups.Add(shard.Number - from - 1);
            _leftBy[cell] = shard.Number;
        }

        shard[ToyPublicValues.PcOut] = _pc;
        _shards.Add(shard);

        int Access(int t, (int Space, int Address) cell, int? value)
        {
            var old = _cells.GetValueOrDefault(cell);
            if (touched.TryAdd(cell, (old, _leftBy.GetValueOrDefault(cell))))
            {
                lastTime[cell] = 0;
            }

            var next = value ?? old;
            shard.Rows("mem").Add([1, t, cell.Space, cell.Address, old, next, value is null ? 0 : 1, lastTime[cell]]);
            shard.Lookups.Add(t - lastTime[cell] - 1);
            (_cells[cell], lastTime[cell]) = (next, t);
            return next;
        }
    }

    private void Step(ToyShardRows shard, int ts, Func<int, (int Space, int Address), int?, int> access)
    {
        var choices = Enumerable.Range(0, _executable.Length).Where(i => _executable[i].Pc == _pc).ToArray();
        var index = _done == _stepsBeforeTheLoopEnds ? choices[^1] : choices[0];
        var (pc, nextPc, s0, a0, a1, s2, a2, operation) = _executable[index];
        var x = access(3 * ts, (s0, a0), null);
        var y = access((3 * ts) + 1, (1, a1), null);
        var z = access((3 * ts) + 2, (s2, a2), (x + y) % 256);
        var (halt, commit) = (operation & ToyProgram.Halt, operation >> 1);
        shard.Rows("cpu").Add([1, pc, nextPc, ts, s0, a0, a1, s2, a2, x, y, z, (x + y) / 256, halt, commit]);
        shard.Lookups.Add(z);
        if (index < shard.RomUses.Length)
        {
            shard.RomUses[index]++;
        }

        shard[ToyPublicValues.Halts] += halt;
        shard[ToyPublicValues.Commits] += commit;
        _committed = commit != 0 ? z : _committed;
        (_pc, _done) = (nextPc, _done + 1);
    }

    // Initial and final values, and the address chain.
    private void CloseMemory(int imageShard, int? chainShard)
    {
        _shards[imageShard].Rows("image").AddRange(ToyProgram.ImageRows.Select(row => new[]
        {
            1, row.Space, row.Address, row.Value, _cells[(row.Space, row.Address)], _leftBy.GetValueOrDefault((row.Space, row.Address)),
        }));
        var links = ToyProgram.SegmentRows.Select((run, i) => (run.Low, run.High, Segment: i, Cell: default((int Space, int Address))))
            .Concat(_cells.Keys.Where(cell => cell.Space == 1 && !ToyProgram.Image.ContainsKey(cell.Address))
                .Select(cell => (Low: ToyProgram.Key(1, cell.Address), High: ToyProgram.Key(1, cell.Address), Segment: -1, Cell: cell)))
            .OrderBy(link => link.Low).ToArray();
        var previous = 0;
        for (var k = 0; k < _shards.Count; k++)
        {
            var shard = _shards[k];
            shard[ToyPublicValues.KeyIn] = previous;
            var slice = chainShard is null ? links[(links.Length * k / _shards.Count)..(links.Length * (k + 1) / _shards.Count)] : k == chainShard ? links : [];
            foreach (var (low, high, segment, cell) in slice)
            {
                shard.Lookups.Add(low - previous - 1);
                if (segment >= 0)
                {
                    shard.SegmentRows[segment] = (1, previous);
                    shard[ToyPublicValues.SegmentsOn]++;
                }
                else
                {
                    shard.Rows("memory").Add([1, cell.Address, _cells[cell], _leftBy[cell], previous]);
                    shard.Lookups.Add(cell.Address);
                }

                previous = high;
            }

            shard[ToyPublicValues.KeyOut] = previous;
            shard[ToyPublicValues.Committed] = _committed;
        }
    }
}
