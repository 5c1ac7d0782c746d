// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>An integer is zero, not just modulo p: a chain of carries from its lowest limbs to its highest. Its columns are the carries.</summary>
internal sealed class IntegerEquation
{
    private readonly LimbExpression _zero;
    private readonly List<CarryGroup> _groups;
    private readonly Column[] _carries;
    private readonly Column?[] _tops;
    private readonly int[] _carryIndices;
    private readonly int[] _topIndices;

    /// <param name="set">The columns of the table; its bytes are checked by the table.</param>
    /// <param name="name">Of the columns.</param>
    /// <param name="zero">The integer.</param>
    /// <exception cref="ArgumentException">Its limbs are too large.</exception>
    public IntegerEquation(ColumnSet set, string name, LimbExpression zero)
    {
        _zero = zero;
        _groups = CarryGroup.Divide(zero.Limbs.AsSpan());
        _carries = new Column[_groups.Count - 1];
        _tops = new Column?[_carries.Length];
        for (var i = 0; i < _carries.Length; i++)
        {
            _carries[i] = set.Main($"{name}_carry[{i}]");
        }

        for (var i = 0; i < _carries.Length; i++)
        {
            _tops[i] = _groups[i].HasTop ? set.Main($"{name}_carry_top[{i}]") : null;
        }

        _carryIndices = [.. _carries.Select(column => column.Index)];
        _topIndices = [.. _tops.Select(column => column?.Index ?? -1)];
    }

    /// <summary>How the limbs are divided.</summary>
    public IReadOnlyList<CarryGroup> Groups => _groups;

    /// <summary>The number of coefficients.</summary>
    public int Length => _zero.Length;

    /// <summary>States the equation.</summary>
    public void Assert<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var values = _zero.Express(builder, _groups);
        TExpr incoming = 0;
        for (var i = 0; i < _groups.Count; i++)
        {
            var sum = values[i] + incoming;
            if (i < _carries.Length)
            {
                incoming = AssertCarry(builder, i, real);
                sum -= (1 << (LimbExpression.LimbBits * _groups[i].Size)) * incoming;
            }

            builder.AssertZero(sum);
        }
    }

    /// <summary>Writes the carries of a row whose other cells are there.</summary>
    /// <exception cref="InvalidOperationException">The integer is not zero.</exception>
    public void Write(Span<int> cells)
    {
        Span<int> limbs = stackalloc int[_zero.Length];
        _zero.AddTo(cells, 1, limbs);
        Write(cells, limbs);
    }

    /// <summary>Writes the carries for coefficients that the caller has made.</summary>
    /// <exception cref="InvalidOperationException">The integer is not zero.</exception>
    public void Write(Span<int> cells, ReadOnlySpan<int> limbs)
    {
        var carry = 0L;
        for (var i = 0; i < _groups.Count; i++)
        {
            var group = _groups[i];
            for (var j = 0; j < group.Size; j++)
            {
                carry += (long)limbs[group.Start + j] << (LimbExpression.LimbBits * j);
            }

            var shift = LimbExpression.LimbBits * group.Size;
            var isLast = i == _carries.Length;
            if (isLast ? carry != 0 : (carry & ((1L << shift) - 1)) != 0)
            {
                throw new InvalidOperationException("The operands of a row do not fulfil its equation.");
            }

            if (!isLast)
            {
                carry >>= shift;
                var cell = (int)(carry - group.Offset);
                cells[_carryIndices[i]] = group.HasTop ? cell & ((1 << group.Bits) - 1) : cell;
                if (group.HasTop)
                {
                    cells[_topIndices[i]] = cell >> group.Bits;
                }
            }
        }
    }

    private TExpr AssertCarry<TExpr>(IAirBuilder<TExpr> builder, int index, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (group, cell) = (_groups[index], builder[_carries[index]]);
        if (group.Bits == 14)
        {
            builder.Range14(cell, real);
        }
        else
        {
            builder.Range16(cell, real);
        }

        if (_tops[index] is { } top)
        {
            builder.AssertBoolean(builder[top]);
            cell += (1 << group.Bits) * builder[top];
        }

        return group.Offset == 0 ? cell : cell + (group.Offset * real);
    }
}
