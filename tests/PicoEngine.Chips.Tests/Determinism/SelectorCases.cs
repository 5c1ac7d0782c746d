// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Air.Symbolic;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Determinism;

/// <summary>The values that the selectors of a table have in real rows, one case for each kind of instruction, and the proof that there are no others.</summary>
internal sealed class SelectorCases
{
    private readonly TableDefinition _table;
    private readonly int[] _columns;

    public SelectorCases(TableDefinition table, IReadOnlyList<KoalaBear[]> rows)
    {
        _table = table;
        var kind = Fetch(table).Message[1];
        _columns = [.. table.Interactions.SelectMany(interaction => interaction.Multiplicity.Columns).Concat(kind.Columns).Distinct().Order()];
        foreach (var row in rows)
        {
            var number = (InstructionKind)kind.Evaluate(row, KoalaBear.One, []).ToCanonical();
            Values[number] = _columns.ToDictionary(column => column, column => row[column]);
        }
    }

    /// <summary>The selectors of each kind.</summary>
    public SortedDictionary<InstructionKind, Dictionary<int, KoalaBear>> Values { get; } = [];

    /// <summary>Whether a row that takes a state has the selectors of its kind, and one of these kinds.</summary>
    public bool AreComplete()
    {
        RowFormula formula = new(_table, new Dictionary<int, KoalaBear>());
        HashSet<int> inside = [.. _columns];
        var fetch = formula.Messages.First(message => message.Bus == RiscVBuses.Program);
        var statements = formula.Clauses.Select(factors => new RowStatement(RowStatementKind.Zero, factors))
            .Concat(formula.Messages.Where(message => message.Multiplicity.Equals(fetch.Multiplicity)).SelectMany(RowStatements.Of))
            .Where(statement => statement.Condition is null && statement.Columns.All(inside.Contains))
            .Append(new RowStatement(RowStatementKind.Zero, [fetch.Multiplicity - Polynomial.Constant(KoalaBear.One)]))
            .ToList();
        var bounds = RowStatements.Bounds(formula.Width, statements);
        return Check(script =>
            {
                script.AssertSame(fetch.Elements[1]);
                script.AssertDifference(_columns);
            })
            && Check(script =>
            {
                script.AssertRange(fetch.Elements[1] - Polynomial.Constant(KoalaBear.One), (int)InstructionKind.SystemCall);
                script.AssertOther(fetch.Elements[1], Values.Keys.Select(kind => KoalaBear.FromCanonical((uint)kind)));
            });

        bool Check(Action<TwoRowScript> assertion)
        {
            TwoRowScript script = new(new HashSet<int>(), bounds);
            statements.ForEach(statement => statement.WriteTo(script));
            assertion(script);
            return SmtSolver.Check(script.Text, script.IsLinear, 20) == SmtAnswer.Unsatisfiable;
        }
    }

    /// <summary>The table's lookup of the program.</summary>
    private static Air.Interactions.Interaction Fetch(TableDefinition table) => table.Interactions.First(interaction => interaction.Bus == RiscVBuses.Program);

    /// <summary>Rows of every program of <see cref="InstructionPrograms"/>.</summary>
    public static IReadOnlyList<KoalaBear[]> RealRows(IRecordTable table) => [.. InstructionPrograms.Names.SelectMany(name => InstructionPrograms.Run(name).Rows(table))];
}
