// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>The kinds of row of a table, a flag for each: exactly one is 1 on a row that does something, none on padding.</summary>
/// <param name="flags">Their columns.</param>
internal sealed class RowFlags(params ImmutableArray<Column> flags)
{
    private readonly int[] _indices = [.. flags.Select(flag => flag.Index)];

    /// <summary>The columns.</summary>
    public ImmutableArray<Column> Columns { get; } = flags;

    /// <summary>Demands that flags are boolean and at most one is 1; returns their sum, the selector of the row.</summary>
    public TExpr Assert<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        foreach (var flag in Columns)
        {
            builder.AssertBoolean(builder[flag]);
        }

        var real = Real(builder);
        if (Columns.Length > 1)
        {
            builder.AssertBoolean(real);
        }

        return real;
    }

    /// <summary>The sum of the flags.</summary>
    public TExpr Real<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var sum = builder[Columns[0]];
        foreach (var flag in Columns.AsSpan()[1..])
        {
            sum += builder[flag];
        }

        return sum;
    }

    /// <summary>The sum of flag times constant: the constant of the row's kind.</summary>
    /// <param name="builder">The table.</param>
    /// <param name="constants">A constant below p in size per flag.</param>
    public TExpr Select<TExpr>(IAirBuilder<TExpr> builder, ReadOnlySpan<int> constants)
        where TExpr : struct, IAirExpression<TExpr>
    {
        TExpr sum = 0;
        for (var i = 0; i < constants.Length; i++)
        {
            sum += constants[i] == 0 ? 0 : constants[i] == 1 ? builder[Columns[i]] : constants[i] * builder[Columns[i]];
        }

        return sum;
    }

    /// <summary>The number of the flag that is set.</summary>
    /// <exception cref="InvalidOperationException">None is.</exception>
    public int Find(ReadOnlySpan<int> cells)
    {
        for (var i = 0; i < _indices.Length; i++)
        {
            if (cells[_indices[i]] != 0)
            {
                return i;
            }
        }

        throw new InvalidOperationException("A row needs one of its flags.");
    }
}
