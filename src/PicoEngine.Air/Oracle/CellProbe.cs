// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Programs;
using PicoEngine.Fields;

namespace PicoEngine.Air.Oracle;

/// <summary>Changes one cell of a right execution at a time and says who notices, at the cost of evaluating one row twice.</summary>
/// <remarks>
/// Right because of the baseline: its buses balance, so they still do after the change exactly if the row's messages are the same multiset. Tests hold it
/// against <see cref="ExactOracle"/>. Not thread-safe.
/// </remarks>
public sealed class CellProbe
{
    private readonly KeyedMachine _machine;
    private readonly IReadOnlyList<ShardWitness> _shards;
    private readonly RowDifference _difference = new();
    private readonly RowEvaluator<KoalaBear> _evaluator;

    /// <summary>A probe of <paramref name="shards"/>, which must be right: <see cref="ExactOracle"/> finds nothing.</summary>
    public CellProbe(KeyedMachine machine, IReadOnlyList<ShardWitness> shards)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(shards);
        _machine = machine;
        _shards = shards;
        _evaluator = new RowEvaluator<KoalaBear>(_difference, machine.Machine.Limits.MaximumMessageLength);
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

        var cells = new KoalaBear[trace.Width];
        trace.CopyRow(row, cells);
        _difference.Begin();
        _evaluator.Evaluate(definition.Source, cells, _shards[shard].PublicValues);
        cells[column] = value;
        _difference.Change();
        _evaluator.Evaluate(definition.Source, cells, _shards[shard].PublicValues);
        return _difference.Broken ? ProbeVerdict.ByConstraint : _difference.Messages.IsBalanced ? ProbeVerdict.Unnoticed : ProbeVerdict.ByBus;
    }

    /// <summary>True if every interaction of a row has multiplicity zero, so that the row says nothing to any bus.</summary>
    public bool IsSilent(int shard, int table, int row)
    {
        var trace = _shards[shard].Traces[table];
        var cells = new KoalaBear[trace.Width];
        trace.CopyRow(row, cells);
        _difference.Begin();
        _evaluator.Evaluate(_machine.Machine.Tables[table].Source, cells, _shards[shard].PublicValues);
        return !_difference.Spoke;
    }

    private sealed class RowDifference : IRowConsumer<KoalaBear>
    {
        private bool _changed;

        public BusLedger Messages { get; private set; } = new();

        public bool Broken { get; private set; }

        public bool Spoke { get; private set; }

        public void Begin()
        {
            Messages = new BusLedger();
            _changed = Broken = Spoke = false;
        }

        public void Change() => _changed = true;

        public void Constraint(KoalaBear value) => Broken |= !value.IsZero;

        public void Interaction(Bus bus, ReadOnlySpan<KoalaBear> message, KoalaBear multiplicity)
        {
            Spoke |= !multiplicity.IsZero;
            Messages.Add(bus, message, _changed ? -multiplicity : multiplicity);
        }
    }
}
