// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;

namespace PicoEngine.Chips.Tests.Precompiles.Deletion;

/// <summary>A table without one of its constraints.</summary>
internal sealed class TableWithout(IAirTable table, int constraint) : IAirTable
{
    public string Name => table.Name;

    public ColumnSet Columns => table.Columns;

    public int LogBlockHeight => table.LogBlockHeight;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr> => table.Define(new Filter<TExpr>(builder, constraint));

    private sealed class Filter<TExpr>(IAirBuilder<TExpr> builder, int constraint) : IAirBuilder<TExpr>
        where TExpr : struct, IAirExpression<TExpr>
    {
        private int _next;

        public TExpr this[Column column] => builder[column];

        public TExpr this[PublicValue value] => builder[value];

        public void AssertZero(TExpr expression)
        {
            if (_next++ != constraint)
            {
                builder.AssertZero(expression);
            }
        }

        public void Send(Bus bus, ReadOnlySpan<TExpr> message, TExpr multiplicity) => builder.Send(bus, message, multiplicity);
    }
}
