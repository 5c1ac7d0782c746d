// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>A product: the convolution of the limbs.</summary>
internal sealed class ProductLimbs(LimbExpression left, LimbExpression right) : LimbExpression(Intervals(left, right))
{
    public override TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder)
    {
        var (first, second) = (left.Express(builder), right.Express(builder));
        var sums = new TExpr[Length];
        for (var i = 0; i < first.Length; i++)
        {
            for (var j = 0; j < second.Length; j++)
            {
                // Digits that are zero on every row cost nothing.
                if (!left.Limbs[i].IsZero && !right.Limbs[j].IsZero)
                {
                    sums[i + j] += first[i] * second[j];
                }
            }
        }

        return sums;
    }

    public override TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder, IReadOnlyList<CarryGroup> groups)
    {
        // Limbs k to k + size - 1 of the product are, with their powers, the sum over i of limb i of the left times limbs k - i to k - i + size - 1 of the right.
        var (first, second) = (left.Express(builder), right.Express(builder));
        Dictionary<(int Start, int Size), TExpr> parts = [];
        var values = new TExpr[groups.Count];
        for (var group = 0; group < values.Length; group++)
        {
            var (start, size) = (groups[group].Start, groups[group].Size);
            for (var i = Math.Max(0, start - second.Length + 1); i < first.Length && i < start + size; i++)
            {
                // Digits that are zero on every row cost nothing.
                if (left.Limbs[i].IsZero || IsZero(start - i, size))
                {
                    continue;
                }

                if (!parts.TryGetValue((start - i, size), out var part))
                {
                    parts.Add((start - i, size), part = Value<TExpr>(second, start - i, size));
                }

                values[group] += first[i] * part;
            }
        }

        return values;
    }

    public override void AddTo(ReadOnlySpan<int> cells, int factor, Span<int> sums)
    {
        Span<int> first = stackalloc int[left.Length];
        Span<int> second = stackalloc int[right.Length];
        left.AddTo(cells, factor, first);
        right.AddTo(cells, 1, second);
        for (var i = 0; i < first.Length; i++)
        {
            AddMultiple(sums.Slice(i, second.Length), first[i], second);
        }
    }

    private bool IsZero(int start, int size)
    {
        for (var i = Math.Max(start, 0); i < Math.Min(start + size, right.Length); i++)
        {
            if (!right.Limbs[i].IsZero)
            {
                return false;
            }
        }

        return true;
    }

    private static void AddMultiple(Span<int> sums, int factor, ReadOnlySpan<int> numbers)
    {
        var whole = numbers.Length / Vector<int>.Count * Vector<int>.Count;
        var to = MemoryMarshal.Cast<int, Vector<int>>(sums[..whole]);
        var from = MemoryMarshal.Cast<int, Vector<int>>(numbers[..whole]);
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += factor * from[i];
        }

        for (var i = whole; i < numbers.Length; i++)
        {
            sums[i] += factor * numbers[i];
        }
    }

    private static ImmutableArray<LimbInterval> Intervals(LimbExpression left, LimbExpression right)
    {
        var sums = new LimbInterval[left.Length + right.Length - 1];
        for (var i = 0; i < left.Length; i++)
        {
            for (var j = 0; j < right.Length; j++)
            {
                sums[i + j] += left.Limbs[i] * right.Limbs[j];
            }
        }

        return [.. sums];
    }
}
