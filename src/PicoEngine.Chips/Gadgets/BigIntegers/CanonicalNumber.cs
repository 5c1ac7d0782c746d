// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>A number in bytes that is less than a bound of the row's kind: the one number of its residue class.</summary>
internal sealed class CanonicalNumber
{
    private readonly RowFlags _flags;
    private readonly LessThan _isLess;
    private readonly ImmutableArray<int[]> _bounds;
    private readonly int _start;

    /// <param name="set">The columns of the table.</param>
    /// <param name="bytes">Those of them that the table checks to be bytes; the number is one.</param>
    /// <param name="name">Of the number.</param>
    /// <param name="byteCount">Its bytes.</param>
    /// <param name="flags">The kinds of row.</param>
    /// <param name="bounds">A bound for each, below 2^8 to the number of bytes.</param>
    public CanonicalNumber(ColumnSet set, ByteColumns bytes, string name, int byteCount, RowFlags flags, params ReadOnlySpan<BigInteger> bounds)
    {
        _flags = flags;
        Columns = bytes.Add(name, byteCount);
        _start = Columns[0].Index;
        _isLess = new LessThan(set, bytes, name, byteCount);
        var numbers = ImmutableArray.CreateBuilder<int[]>();
        Span<int> cells = stackalloc int[byteCount];
        foreach (var bound in bounds)
        {
            ByteNumber.Write(bound, cells);
            var groups = new int[LessThan.GroupCount(byteCount)];
            for (var i = 0; i < groups.Length; i++)
            {
                groups[i] = LessThan.Group(cells, i);
            }

            numbers.Add(groups);
        }

        _bounds = numbers.ToImmutable();
        Limbs = LimbExpression.Bytes(Columns);
    }

    /// <summary>The bytes.</summary>
    public ColumnRange Columns { get; }

    /// <summary>The number.</summary>
    public LimbExpression Limbs { get; }

    /// <summary>The bytes in a row.</summary>
    public Span<int> Cells(Span<int> cells) => cells.Slice(_start, Columns.Length);

    /// <summary>States that the number is less than its bound; the table checks the bytes.</summary>
    public void Assert<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var differences = new TExpr[_bounds[0].Length];
        Span<int> choice = stackalloc int[_bounds.Length];
        for (var i = 0; i < differences.Length; i++)
        {
            for (var kind = 0; kind < choice.Length; kind++)
            {
                choice[kind] = _bounds[kind][i];
            }

            differences[i] = _flags.Select(builder, choice) - LessThan.Group(builder, Columns, i);
        }

        _isLess.Assert(builder, differences, real);
    }

    /// <summary>Writes the columns of the comparison; the bytes are there.</summary>
    /// <exception cref="InvalidOperationException">The number is not less.</exception>
    public void Write(Span<int> cells)
    {
        var bound = _bounds[_flags.Find(cells)];
        Span<int> differences = stackalloc int[bound.Length];
        var number = Cells(cells);
        for (var i = 0; i < bound.Length; i++)
        {
            differences[i] = bound[i] - LessThan.Group(number, i);
        }

        _isLess.Write(cells, differences);
    }

    /// <summary>Writes the columns for a number in words of 32 bits.</summary>
    /// <exception cref="InvalidOperationException">The number is not less.</exception>
    public void Write(Span<int> cells, ReadOnlySpan<uint> words)
    {
        ByteNumber.Write(words, Cells(cells));
        Write(cells);
    }

    /// <summary>The number as words of memory: two limbs of two bytes each.</summary>
    public WordLimbs<TExpr> Word<TExpr>(IAirBuilder<TExpr> builder, int index)
        where TExpr : struct, IAirExpression<TExpr> => builder.ByteWord(Columns, index);
}
