// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>A constant for each kind of row, in digits from -128 to 127: limb i is the sum of flag times digit i.</summary>
internal sealed class ConstantLimbs : LimbExpression
{
    private readonly RowFlags _flags;
    private readonly int[][] _digits;

    public ConstantLimbs(RowFlags flags, ReadOnlySpan<BigInteger> values)
        : this(flags, Digits(values))
    {
    }

    private ConstantLimbs(RowFlags flags, int[][] digits)
        : base(Intervals(flags, digits))
    {
        _flags = flags;
        _digits = digits;
    }

    public override TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder)
    {
        var limbs = new TExpr[Length];
        Span<int> choice = stackalloc int[_digits.Length];
        for (var i = 0; i < limbs.Length; i++)
        {
            for (var kind = 0; kind < choice.Length; kind++)
            {
                choice[kind] = _digits[kind][i];
            }

            limbs[i] = _flags.Select(builder, choice);
        }

        return limbs;
    }

    public override void AddTo(ReadOnlySpan<int> cells, int factor, Span<int> sums)
    {
        var digits = _digits[_flags.Find(cells)];
        for (var i = 0; i < digits.Length; i++)
        {
            sums[i] += factor * digits[i];
        }
    }

    private static int[][] Digits(ReadOnlySpan<BigInteger> values)
    {
        var length = 1;
        foreach (var value in values)
        {
            length = Math.Max(length, SignedDigits.CountFor(value, value));
        }

        var digits = new int[values.Length][];
        for (var kind = 0; kind < digits.Length; kind++)
        {
            digits[kind] = new int[length];
            Span<int> cells = digits[kind];
            SignedDigits.Write(values[kind], cells);
            for (var i = 0; i < length; i++)
            {
                cells[i] -= CellLimbs.SignOffset;
            }
        }

        return digits;
    }

    private static ImmutableArray<LimbInterval> Intervals(RowFlags flags, int[][] digits)
    {
        if (digits.Length != flags.Columns.Length)
        {
            throw new ArgumentException($"{digits.Length} constants for {flags.Columns.Length} kinds of row.", nameof(digits));
        }

        return [.. Enumerable.Range(0, digits[0].Length).Select(i => new LimbInterval(digits.Min(number => number[i]), digits.Max(number => number[i])))];
    }
}
