// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>The columns of a table that hold bytes. One lookup checks two of them.</summary>
/// <param name="set">The columns of the table.</param>
internal sealed class ByteColumns(ColumnSet set)
{
    private readonly List<Column> _columns = [];

    /// <summary>Declares a column.</summary>
    public Column Add(string name)
    {
        var column = set.Main(name);
        _columns.Add(column);
        return column;
    }

    /// <summary>Declares consecutive columns.</summary>
    public ColumnRange Add(string name, int count)
    {
        var columns = set.Main(name, count);
        for (var i = 0; i < count; i++)
        {
            _columns.Add(columns[i]);
        }

        return columns;
    }

    /// <summary>Demands that all are bytes.</summary>
    public void Assert<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        for (var i = 0; i < _columns.Count; i += 2)
        {
            builder.BytePair(builder[_columns[i]], i + 1 < _columns.Count ? builder[_columns[i + 1]] : 0, real);
        }
    }
}
