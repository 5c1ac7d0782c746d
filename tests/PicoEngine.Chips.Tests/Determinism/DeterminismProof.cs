// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Determinism;

/// <summary>
/// A proof that rows with given selectors that take the same off the buses are the same, column by column: a column is known if two accepted rows that share
/// all known columns cannot differ in it.
/// </summary>
internal sealed class DeterminismProof
{
    private readonly RowFormula _formula;
    private readonly List<RowStatement> _statements;
    private readonly (BigInteger Low, BigInteger High)[] _bounds;
    private readonly SortedSet<int> _known;
    private readonly int _seconds;

    /// <summary>Prepares a proof.</summary>
    /// <param name="table">The compiled table.</param>
    /// <param name="values">Columns with fixed values: the selectors of a case.</param>
    /// <param name="known">Columns known from another proof.</param>
    /// <param name="without">Interactions that are left out.</param>
    /// <param name="seconds">Time per query.</param>
    public DeterminismProof(
        TableDefinition table,
        IReadOnlyDictionary<int, KoalaBear> values,
        IEnumerable<int>? known = null,
        IReadOnlySet<int>? without = null,
        int seconds = 5)
    {
        _formula = new RowFormula(table, values);
        _statements = RowStatements.Of(_formula, without ?? ImmutableHashSet<int>.Empty);
        _bounds = RowStatements.Bounds(_formula.Width, _statements);
        foreach (var (column, value) in values)
        {
            _bounds[column] = (value.ToCanonical(), value.ToCanonical());
        }

        _known = [.. values.Keys, .. known ?? []];
        _seconds = seconds;
    }

    /// <summary>Columns that are known so far.</summary>
    public IReadOnlySet<int> Known => _known;

    /// <summary>Solver calls.</summary>
    public int Queries { get; private set; }

    /// <summary>The columns of what a row puts on the state and memory buses.</summary>
    public ImmutableSortedSet<int> Outputs =>
    [
        .. _formula.Messages.Where(message => message.IsSent && (message.Bus == RiscVBuses.State || message.Bus == RiscVBuses.Memory))
            .SelectMany(message => message.Elements).SelectMany(element => element.Columns),
    ];

    /// <summary>The columns that are not known.</summary>
    public IEnumerable<int> Unknown => Enumerable.Range(0, _formula.Width).Where(column => !_known.Contains(column) && Occurs(column));

    /// <summary>Whether all that the row puts on the buses is known.</summary>
    public bool IsComplete => Outputs.All(_known.Contains);

    /// <summary>Whether the limbs of every word that the row puts on the memory bus have 16 bits, which the next access takes for granted.</summary>
    public bool KeepsLimbs()
    {
        var limbs = _formula.Messages.Where(message => message.IsSent && message.Bus == RiscVBuses.Memory).SelectMany(message => message.Elements.Skip(2).Take(2));
        return limbs.All(limb =>
        {
            // The columns of the limb, then all.
            foreach (var everything in (bool[])[false, true])
            {
                TwoRowScript script = new(new HashSet<int>(), _bounds, isSingle: true);
                foreach (var statement in _statements.Where(statement => everything || statement.Columns.IsSubsetOf(limb.Columns)))
                {
                    statement.WriteTo(script);
                }

                script.AssertOutside(limb, 1 << 16);
                Queries++;
                if (SmtSolver.Check(script.Text, script.IsLinear, _seconds) == SmtAnswer.Unsatisfiable)
                {
                    return true;
                }
            }

            return false;
        });
    }

    /// <summary>Whether all that is said of rows is true of this one.</summary>
    public bool Admits(KoalaBear[] row)
    {
        TwoRowScript script = new(new HashSet<int>(), _bounds, isSingle: true);
        _statements.ForEach(statement => statement.WriteTo(script));
        for (var column = 0; column < _formula.Width; column++)
        {
            BigInteger value = row[column].ToCanonical();
            script.AssertValue(column, value > _bounds[column].High ? value - KoalaBear.Modulus : value);
        }

        return SmtSolver.Check(script.Text, script.IsLinear, 20) == SmtAnswer.Satisfiable;
    }

    /// <summary>Takes columns as known that were shown to be by other means.</summary>
    public void Add(IEnumerable<int> columns)
    {
        _known.UnionWith(columns);
        Propagate();
    }

    /// <summary>Whether a sum of integers, products of columns times a factor, lies in a range in every accepted row; products of columns are any numbers of their size.</summary>
    public bool IsBetween(IEnumerable<(BigInteger Factor, int[] Columns)> terms, BigInteger low, BigInteger high)
    {
        var sum = terms.ToArray();
        HashSet<int> inside = [.. sum.SelectMany(term => term.Columns)];
        TwoRowScript script = new(_known, _bounds, isSingle: true, areProductsFree: true);
        foreach (var statement in _statements.Where(statement => statement.HoldsGiven(_known) && statement.Columns.Any(inside.Contains)))
        {
            statement.WriteTo(script);
        }

        script.AssertOutside(sum, low, high);
        Queries++;
        return SmtSolver.Check(script.Text, script.IsLinear, _seconds) == SmtAnswer.Unsatisfiable;
    }

    /// <summary>Goes through steps.</summary>
    public void RunSteps(params IEnumerable<ProofStep> steps)
    {
        Propagate();
        foreach (var (columns, helpers, everything) in steps)
        {
            int[] unknown = [.. Indices(columns).Where(column => !_known.Contains(column))];
            if (unknown.Length > 0)
            {
                Try(unknown, [.. unknown, .. Indices(helpers)], everything);
            }
        }
    }

    /// <summary>Goes as far as it can: through the steps, then column by column and range by range, then all at once.</summary>
    public void Run(params IEnumerable<ProofStep> steps)
    {
        RunSteps(steps);
        for (var count = -1; count != _known.Count && Unknown.Any();)
        {
            count = _known.Count;
            int[] unknown = [.. Unknown];
            foreach (var group in unknown.Select(column => (int[])[column]).Concat(unknown.GroupBy(Stem).Select(group => group.ToArray()).Where(group => group.Length > 1)))
            {
                if (group.Any(column => !_known.Contains(column)))
                {
                    Try(group, group, everything: false, quick: true);
                }
            }
        }

        if (!IsComplete && !Try([.. Unknown], [.. Unknown], everything: true))
        {
            // One by one, all others being witnesses that may be anything.
            foreach (var column in Outputs.Where(column => !_known.Contains(column)).ToArray())
            {
                Try([column], [.. Unknown], everything: true);
            }
        }
    }

    /// <summary>Asks whether two rows can differ in some of the columns, given what is said about these, the helpers and the known ones.</summary>
    private bool Try(int[] columns, int[] present, bool everything, bool quick = false)
    {
        HashSet<int> inside = [.. _known, .. present];
        TwoRowScript script = new(_known, _bounds);
        foreach (var statement in _statements)
        {
            if (statement.HoldsGiven(_known) && statement.Columns.All(inside.Contains) && (everything || statement.Columns.Any(present.Contains)))
            {
                statement.WriteTo(script);
            }
        }

        script.AssertDifference(columns.Where(column => !_known.Contains(column)));
        Queries++;
        if (SmtSolver.Check(script.Text, script.IsLinear, quick ? 1 : _seconds) != SmtAnswer.Unsatisfiable)
        {
            return false;
        }

        _known.UnionWith(columns);
        Propagate();
        return true;
    }

    /// <summary>An equation with one unknown column that occurs in it alone and once gives that column.</summary>
    private void Propagate()
    {
        for (var count = -1; count != _known.Count;)
        {
            count = _known.Count;
            foreach (var statement in _statements)
            {
                if (statement.Kind is not (RowStatementKind.Same or RowStatementKind.Zero) || statement.Parts.Count != 1 || !statement.HoldsGiven(_known))
                {
                    continue;
                }

                var unknown = statement.Columns.Where(column => !_known.Contains(column)).ToArray();
                if (unknown.Length == 1 && statement.Parts[0].Terms.Where(term => term.Variables.Contains(unknown[0])).All(term => term.Variables.Length == 1))
                {
                    _known.Add(unknown[0]);
                }
            }
        }
    }

    private bool Occurs(int column) => _statements.Any(statement => statement.Columns.Contains(column)) || Outputs.Contains(column);

    private IEnumerable<int> Indices(IEnumerable<string> names) =>
        Enumerable.Range(0, _formula.Width).Where(column => names.Contains(_formula.Names[column]) || names.Contains(Stem(column)));

    private string Stem(int column) => _formula.Names[column].Split('[')[0];
}
