// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Primitives.Dft;

/// <summary>Evaluates polynomials on a subgroup of the field: the number-theoretic transform, natural order on both sides.</summary>
/// <remarks>
/// Column-major batches: column c of the coefficients is [c 2^m, (c + 1) 2^m), of the values [c 2^D, (c + 1) 2^D). Position i belongs to w^i with
/// w = <see cref="KoalaBear.TwoAdicGenerator"/>(D). A message shorter than the domain stands for one padded with zeros, which is the Reed-Solomon
/// encoder of rate 2^(m-D). Buffers aligned to 64 bytes are faster.
/// </remarks>
public static unsafe class ForwardNtt
{
    // Below this length the two-round cut has nothing to win and a scalar loop is used.
    private const int SmallLogSize = 8;

    // Columns share twiddle factors in groups of about this many elements, so that what the first round wrote is still cached in the second.
    private const int GroupElements = 1 << 20;

    /// <summary>Transforms <paramref name="columns"/> columns.</summary>
    /// <param name="coefficients">[columns][2^m], the coefficient of X^i at i.</param>
    /// <param name="values">[columns][2^D], overwritten; D is at least m. May not overlap the coefficients.</param>
    /// <param name="columns">The number of columns, at least one.</param>
    /// <param name="degreeOfParallelism">How many threads may work; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">Lengths that are not the number of columns times a power of two, a domain smaller than the message, or overlapping buffers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No column, a domain beyond 2^24, or a degree of parallelism below one.</exception>
    public static void Transform(ReadOnlySpan<KoalaBear> coefficients, Span<KoalaBear> values, int columns, int degreeOfParallelism = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        var plan = new NttPlan(LogColumnLength(coefficients.Length, columns), LogColumnLength(values.Length, columns));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plan.LogSize, KoalaBear.TwoAdicity, nameof(values));
        if (plan.LogMessage > plan.LogSize)
        {
            throw new ArgumentException("The domain is smaller than the message.", nameof(values));
        }

        if (values.Overlaps(coefficients))
        {
            throw new ArgumentException("Coefficients and values may not share memory.", nameof(values));
        }

        // Safe: both buffers stay pinned until every piece has run, and the pieces stay within the lengths just checked.
        fixed (KoalaBear* source = coefficients)
        fixed (KoalaBear* destination = values)
        {
            if (plan.LogSize < SmallLogSize)
            {
                SmallNtt.Transform(source, destination, plan, columns);
            }
            else if (!plan.FitsMessage)
            {
                TransformPadded(coefficients, values, plan, columns, degreeOfParallelism);
            }
            else if (PackedKoalaBear512.IsSupported)
            {
                TransformPacked<PackedKoalaBear512>((nint)source, (nint)destination, plan, columns, degreeOfParallelism);
            }
            else if (PackedKoalaBear256.IsSupported)
            {
                TransformPacked<PackedKoalaBear256>((nint)source, (nint)destination, plan, columns, degreeOfParallelism);
            }
            else
            {
                TransformPacked<PackedKoalaBear1>((nint)source, (nint)destination, plan, columns, degreeOfParallelism);
            }
        }
    }

    /// <summary>The inverse of <see cref="Transform"/> with m = D: coefficients of the polynomials with the given values.</summary>
    /// <exception cref="ArgumentException">As for the transform; here both buffers have one length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">As for the transform.</exception>
    public static void Interpolate(ReadOnlySpan<KoalaBear> values, Span<KoalaBear> coefficients, int columns, int degreeOfParallelism = 1)
    {
        if (values.Length != coefficients.Length)
        {
            throw new ArgumentException("There are as many coefficients as values.", nameof(coefficients));
        }

        // The inverse transform is the forward one at w^-1, that is with frequencies 1.. in the opposite order, over N.
        Transform(values, coefficients, columns, degreeOfParallelism);
        var length = coefficients.Length / columns;
        var scale = KoalaBear.FromCanonical((uint)length).Inverse();
        for (var column = 0; column < columns; column++)
        {
            var slice = coefficients.Slice(column * length, length);
            slice[1..].Reverse();
            for (var i = 0; i < slice.Length; i++)
            {
                slice[i] *= scale;
            }
        }
    }

    /// <summary>The transform for one vector type; tests run all of them on one machine.</summary>
    internal static void TransformPacked<TPacked>(nint source, nint destination, NttPlan plan, int columns, int degreeOfParallelism)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        var group = Math.Clamp(GroupElements >> plan.LogSize, 1, (columns + degreeOfParallelism - 1) / degreeOfParallelism);
        var groups = (columns + group - 1) / group;

        // Whole groups to threads when there are enough of them, otherwise the tiles of one group after the other.
        var outer = groups >= degreeOfParallelism ? degreeOfParallelism : 1;
        var inner = outer == 1 ? degreeOfParallelism : 1;
        ParallelRange.Run(groups, 1, outer, (start, end) =>
        {
            for (var g = start; g < end; g++)
            {
                var first = (nint)g * group;
                TransformGroup<TPacked>(
                    (KoalaBear*)source + (first << plan.LogMessage),
                    (KoalaBear*)destination + (first << plan.LogSize),
                    plan,
                    Math.Min(group, columns - (int)first),
                    inner);
            }
        });
    }

    private static void TransformGroup<TPacked>(KoalaBear* source, KoalaBear* destination, NttPlan plan, int columns, int degreeOfParallelism)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        var (from, to) = ((nint)source, (nint)destination);
        ParallelRange.Run(1 << plan.LogSecond, TPacked.Lanes, degreeOfParallelism, (start, end) =>
            NttKernel<TPacked>.FirstRound((KoalaBear*)from, (KoalaBear*)to, plan, start, end, columns));
        ParallelRange.Run(1 << plan.LogFirst, TPacked.Lanes, degreeOfParallelism, (start, end) =>
        {
            for (var column = 0; column < columns; column++)
            {
                NttKernel<TPacked>.SecondRound((KoalaBear*)to + ((nint)column << plan.LogSize), plan, start, end);
            }
        });
    }

    private static void TransformPadded(
        ReadOnlySpan<KoalaBear> coefficients, Span<KoalaBear> values, NttPlan plan, int columns, int degreeOfParallelism)
    {
        var length = coefficients.Length / columns;
        var padded = new KoalaBear[1 << plan.LogSecond];
        for (var column = 0; column < columns; column++)
        {
            coefficients.Slice(column * length, length).CopyTo(padded);
            Transform(padded, values.Slice(column << plan.LogSize, 1 << plan.LogSize), 1, degreeOfParallelism);
        }
    }

    private static int LogColumnLength(int length, int columns)
    {
        var (columnLength, rest) = Math.DivRem(length, columns);
        if (rest != 0 || !BitOperations.IsPow2(columnLength))
        {
            throw new ArgumentException($"{length} elements are not {columns} columns of a power of two.");
        }

        return BitOperations.Log2((uint)columnLength);
    }
}
