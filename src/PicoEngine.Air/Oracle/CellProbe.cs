// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Programs;
using PicoEngine.Fields;

namespace PicoEngine.Air.Oracle;

/// <summary>Changes one cell of a right execution at a time and says who notices, at the cost of evaluating one row.</summary>
/// <remarks>
/// Right because of the baseline: its buses balance, so they still do after the change exactly if the row's messages are the same multiset. Tests hold it
/// against <see cref="ExactOracle"/>. Not thread-safe.
/// </remarks>
public sealed class CellProbe
{
    private readonly KeyedMachine _machine;
    private readonly IReadOnlyList<ShardWitness> _shards;
    private readonly RowMessages _row = new();
    private readonly RowEvaluator<KoalaBear> _evaluator;
    private KoalaBear[] _cells = [];
    private (int Shard, int Table, int Row) _read = (-1, -1, -1);

    /// <summary>A probe of <paramref name="shards"/>, which must be right: <see cref="ExactOracle"/> finds nothing.</summary>
    public CellProbe(KeyedMachine machine, IReadOnlyList<ShardWitness> shards)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(shards);
        _machine = machine;
        _shards = shards;
        _evaluator = new RowEvaluator<KoalaBear>(_row, machine.Machine.Limits.MaximumMessageLength);
    }

    /// <summary>Puts a value into a cell, looks, and forgets it.</summary>
    /// <param name="shard">Index of the shard.</param>
    /// <param name="table">Index of the table.</param>
    /// <param name="row">A row of the trace.</param>
    /// <param name="column">Index of the column.</param>
    /// <param name="value">The value to put.</param>
    public ProbeVerdict Try(int shard, int table, int row, int column, KoalaBear value)
    {
        var definition = _machine.Machine.Tables[table];
        var trace = _shards[shard].Traces[table];
        if (trace[column, row] == value)
        {
            return ProbeVerdict.Unchanged;
        }

        if (definition.Columns.GroupOf(column) == ColumnGroup.Preprocessed)
        {
            return ProbeVerdict.ByKey;
        }

        Read(shard, table, row);
        var kept = _cells[column];
        _cells[column] = value;
        _row.Compare();
        _evaluator.Evaluate(definition.Source, _cells, _shards[shard].PublicValues);
        _cells[column] = kept;
        return _row.Broken ? ProbeVerdict.ByConstraint : _row.IsSame ? ProbeVerdict.Unnoticed : ProbeVerdict.ByBus;
    }

    /// <summary>True if every interaction of a row has multiplicity zero, so that the row says nothing to any bus.</summary>
    public bool IsSilent(int shard, int table, int row)
    {
        Read(shard, table, row);
        return !_row.Spoke;
    }

    /// <summary>Takes down what a row says, unless it is the one that was read last.</summary>
    private void Read(int shard, int table, int row)
    {
        var trace = _shards[shard].Traces[table];
        if (_read == (shard, table, row) && IsAsRead(trace, row))
        {
            return;
        }

        _cells = new KoalaBear[trace.Width];
        trace.CopyRow(row, _cells);
        _row.Begin();
        _evaluator.Evaluate(_machine.Machine.Tables[table].Source, _cells, _shards[shard].PublicValues);
        _read = (shard, table, row);
    }

    private bool IsAsRead(TraceMatrix trace, int row)
    {
        for (var column = 0; column < _cells.Length; column++)
        {
            if (trace[column, row] != _cells[column])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What a row says, and what it says after a change: messages in the order of the definition, in which most stay the same.</summary>
    private sealed class RowMessages : IRowConsumer<KoalaBear>
    {
        private readonly List<(Bus Bus, KoalaBear[] Message, KoalaBear Multiplicity)> _said = [];
        private BusLedger _changed = new();
        private bool _compares;
        private int _next;

        public bool Broken { get; private set; }

        public bool Spoke { get; private set; }

        /// <summary>Whether the messages of the changed row are those of the row, in whatever order.</summary>
        public bool IsSame => _changed.IsBalanced;

        public void Begin()
        {
            _said.Clear();
            _compares = Spoke = false;
        }

        public void Compare()
        {
            (_compares, _next, Broken, _changed) = (true, 0, false, new BusLedger());
        }

        public void Constraint(KoalaBear value) => Broken |= !value.IsZero;

        public void Interaction(Bus bus, ReadOnlySpan<KoalaBear> message, KoalaBear multiplicity)
        {
            if (!_compares)
            {
                Spoke |= !multiplicity.IsZero;
                _said.Add((bus, message.ToArray(), multiplicity));
                return;
            }

            var before = _said[_next++];
            if (before.Multiplicity != multiplicity || !message.SequenceEqual(before.Message))
            {
                _changed.Add(before.Bus, before.Message, before.Multiplicity);
                _changed.Add(bus, message, -multiplicity);
            }
        }
    }
}
