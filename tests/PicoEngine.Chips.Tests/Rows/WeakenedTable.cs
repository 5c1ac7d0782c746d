// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>A table without one of its constraints or lookups.</summary>
/// <param name="table">The table.</param>
/// <param name="rule">Which one: constraints and lookups are numbered in the order of their statement.</param>
internal sealed class WeakenedTable(IAirTable table, int rule) : IAirTable
{
    public string Name => table.Name;

    public ColumnSet Columns => table.Columns;

    public int LogBlockHeight => table.LogBlockHeight;

    /// <summary>How many constraints and lookups a table states, and what they are.</summary>
    public static IReadOnlyList<string> Rules(IAirTable table)
    {
        RuleReader reader = new();
        reader.Read(table);
        return reader.Rules;
    }

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr> => table.Define(new WeakenedBuilder<TExpr>(builder, rule));

    private sealed class WeakenedBuilder<TExpr>(IAirBuilder<TExpr> builder, int rule) : IAirBuilder<TExpr>
        where TExpr : struct, IAirExpression<TExpr>
    {
        private int _next;

        public TExpr this[Column column] => builder[column];

        public TExpr this[PublicValue value] => builder[value];

        public void AssertZero(TExpr expression)
        {
            if (_next++ != rule)
            {
                builder.AssertZero(expression);
            }
        }

        public void Send(Bus bus, ReadOnlySpan<TExpr> message, TExpr multiplicity)
        {
            if (!IsLookup(bus) || _next++ != rule)
            {
                builder.Send(bus, message, multiplicity);
            }
        }
    }

    private static bool IsLookup(Bus bus) =>
        bus == RiscVBuses.Range16 || bus == RiscVBuses.Range14 || bus == RiscVBuses.Byte || bus == RiscVBuses.Program;

    private sealed class RuleReader : Air.Programs.IRowConsumer<KoalaBear>
    {
        public List<string> Rules { get; } = [];

        public void Read(IAirTable table) => new Air.Programs.RowEvaluator<KoalaBear>(this, 32).Evaluate(table, new KoalaBear[table.Columns.Width], []);

        public void Constraint(KoalaBear value) => Rules.Add($"constraint {Rules.Count}");

        public void Interaction(Bus bus, ReadOnlySpan<KoalaBear> message, KoalaBear multiplicity)
        {
            if (IsLookup(bus))
            {
                Rules.Add($"lookup {Rules.Count} ({bus})");
            }
        }
    }
}
