// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>An integer is a multiple of the modulus of the row's kind: it is quotient times modulus, as an <see cref="IntegerEquation"/>.</summary>
/// <remarks>The quotient has as many signed digits as every value that the limbs can have needs, so it neither cuts off nor adds a case.</remarks>
internal sealed class ModularEquation
{
    private readonly LimbExpression _multiple;
    private readonly LimbExpression _product;
    private readonly RowFlags _flags;
    private readonly ExactDivision[] _divisions;
    private readonly IntegerEquation _equation;
    private readonly int _start;

    /// <param name="set">The columns of the table.</param>
    /// <param name="bytes">Those of them that the table checks to be bytes; the quotient joins them.</param>
    /// <param name="name">Of the columns.</param>
    /// <param name="multiple">The integer.</param>
    /// <param name="flags">The kinds of row.</param>
    /// <param name="moduli">An odd modulus for each.</param>
    /// <exception cref="ArgumentException">Limbs are too large.</exception>
    public ModularEquation(ColumnSet set, ByteColumns bytes, string name, LimbExpression multiple, RowFlags flags, params ReadOnlySpan<BigInteger> moduli)
    {
        _multiple = multiple;
        _flags = flags;
        var smallest = moduli[0];
        _divisions = new ExactDivision[moduli.Length];
        for (var i = 0; i < moduli.Length; i++)
        {
            _divisions[i] = new ExactDivision(moduli[i]);
            smallest = BigInteger.Min(smallest, moduli[i]);
        }

        var quotient = bytes.Add($"{name}_quotient", SignedDigits.CountFor(multiple.Minimum / smallest, multiple.Maximum / smallest));
        Quotient = quotient;
        _start = quotient[0].Index;
        _product = LimbExpression.SignedBytes(quotient, flags) * LimbExpression.Constants(flags, moduli);
        _equation = new IntegerEquation(set, name, multiple - _product);
    }

    /// <summary>The columns of the quotient.</summary>
    public ColumnRange Quotient { get; }

    /// <summary>How the limbs are divided for carries.</summary>
    public IReadOnlyList<CarryGroup> Groups => _equation.Groups;

    /// <summary>States the equation; the table checks the bytes.</summary>
    public void Assert<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
        where TExpr : struct, IAirExpression<TExpr> => _equation.Assert(builder, real);

    /// <summary>Writes quotient and carries of a row whose other cells are there.</summary>
    /// <exception cref="InvalidOperationException">The integer is no multiple of the modulus.</exception>
    public void Write(Span<int> cells)
    {
        Span<int> limbs = stackalloc int[_equation.Length];
        _multiple.AddTo(cells, 1, limbs);
        _divisions[_flags.Find(cells)].Write(limbs[.._multiple.Length], cells.Slice(_start, Quotient.Length));
        _product.AddTo(cells, -1, limbs);
        _equation.Write(cells, limbs);
    }
}
