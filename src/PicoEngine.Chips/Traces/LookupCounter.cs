// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Ranges;
using PicoEngine.Fields;
using PicoEngine.Primitives;

namespace PicoEngine.Chips.Traces;

/// <summary>
/// Counts how often each entry of the lookup tables is used, from the finished rows and the compiled interactions: there is no second list of lookups that
/// could differ from the definition. Immutable; one serves all shards and shapes of a program.
/// </summary>
public sealed class LookupCounter
{
    // Rows that a worker takes at a time: enough to forget the cost of taking, few enough that workers end together.
    private const int Grain = 1 << 14;

    private readonly ProgramEncoding _program;
    private readonly Dictionary<string, LookupTarget> _targets = [];
    private readonly Dictionary<string, ImmutableArray<(Interaction Lookup, LookupBus Target)>> _lookups = [];
    private readonly int _countLength;

    /// <summary>A counter for a machine and a program.</summary>
    public LookupCounter(Machine machine, ProgramEncoding program)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(program);
        _program = program;
        foreach (var table in machine.Tables.Where(table => table.Source is ILookupTable))
        {
            LookupTarget target = new(table, program, _countLength);
            _targets.Add(table.Name, target);
            _countLength += target.Height * target.Answers.Length;
        }

        var byBus = _targets.Values.SelectMany(target => target.Buses).ToDictionary(target => target.Row.Bus);
        foreach (var table in machine.Tables.Where(table => table.Source is not ILookupTable))
        {
            var lookups = table.Interactions.Where(interaction => byBus.ContainsKey(interaction.Bus))
                .Select(interaction => (interaction, byBus[interaction.Bus])).ToImmutableArray();
            if (lookups.Length > 0)
            {
                _lookups.Add(table.Name, lookups);
            }
        }
    }

    /// <summary>Writes the lookup tables of a shard; a table that nothing looks up is left out.</summary>
    /// <param name="shape">The machine of the shard's shape.</param>
    /// <param name="traces">Per table its rows; those of the lookup tables are put in.</param>
    /// <param name="publicValues">The public values of the shard.</param>
    /// <param name="degreeOfParallelism">The number of threads.</param>
    /// <exception cref="UnknownLookupException">A row looks up what is no entry.</exception>
    public void Write(Machine shape, TraceMatrix[] traces, KoalaBear[] publicValues, int degreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(traces);
        ArgumentNullException.ThrowIfNull(publicValues);
        var counts = Count(shape, traces, publicValues, degreeOfParallelism);
        ParallelRange.Run(shape.Tables.Length, 1, degreeOfParallelism, (first, end) =>
        {
            for (var t = first; t < end; t++)
            {
                if (_targets.TryGetValue(shape.Tables[t].Name, out var target))
                {
                    traces[t] = target.Write(_program.Preprocessed.Tables[shape.Tables[t].Name], counts);
                }
            }
        });
    }

    private uint[] Count(Machine shape, TraceMatrix[] traces, KoalaBear[] publicValues, int degreeOfParallelism)
    {
        List<(TableLookups Table, int Start)> pieces = [];
        foreach (var table in shape.Tables)
        {
            if (traces[table.Index].Height > 0 && _lookups.TryGetValue(table.Name, out var lookups))
            {
                TableLookups resolved = new(table.Name, traces[table.Index], lookups, publicValues);
                for (var start = 0; start < traces[table.Index].Height; start += Grain)
                {
                    pieces.Add((resolved, start));
                }
            }
        }

        var counts = new uint[degreeOfParallelism][];
        var next = -1;
        ParallelRange.Run(degreeOfParallelism, 1, degreeOfParallelism, (first, end) =>
        {
            for (var worker = first; worker < end; worker++)
            {
                LookupBatch batch = new(counts[worker] = new uint[_countLength]);
                for (var piece = Interlocked.Increment(ref next); piece < pieces.Count; piece = Interlocked.Increment(ref next))
                {
                    pieces[piece].Table.Count(batch, pieces[piece].Start, Grain);
                }
            }
        });
        Sum(counts, degreeOfParallelism);
        return counts[0];
    }

    /// <summary>Adds all counts to the first.</summary>
    private static void Sum(uint[][] counts, int degreeOfParallelism) =>
        ParallelRange.Run(counts[0].Length, Grain, degreeOfParallelism, (first, end) =>
        {
            foreach (var part in counts.AsSpan(1))
            {
                for (var i = first; i < end; i++)
                {
                    counts[0][i] += part[i];
                }
            }
        });
}
