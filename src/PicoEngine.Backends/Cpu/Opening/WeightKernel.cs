// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.Opening;

/// <summary>Combines base columns with extension weights, and builds weight vectors; outputs are [5][length].</summary>
/// <remarks>Ranges are multiples of the lanes and lie within the vectors, so every access does.</remarks>
internal static unsafe class WeightKernel<TPacked>
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    // Rows that all columns are combined for before the next: their sums, five vectors of them, stay in the first-level cache.
    private const int BlockRows = 512;

    /// <summary>destination[i] = sum_w weights[w] columns[w][i] for rows start .. end - 1, five columns at a time so that products are reduced once in five.</summary>
    /// <param name="columns">The first element of each column; a multiple of five of them.</param>
    /// <param name="weights">One for each column.</param>
    /// <param name="destination">[5][length].</param>
    /// <param name="length">Rows of a column.</param>
    /// <param name="start">The first row.</param>
    /// <param name="end">Behind the last.</param>
    public static void Combine(ReadOnlySpan<nint> columns, ReadOnlySpan<KoalaBearExtension5> weights, KoalaBear* destination, nint length, int start, int end)
    {
        for (var block = start; block < end; block += BlockRows)
        {
            var blockEnd = Math.Min(block + BlockRows, end);
            for (var w = 0; w < columns.Length; w += 5)
            {
                CombineFive(columns.Slice(w, 5), weights.Slice(w, 5), destination, length, block, blockEnd, w == 0);
            }
        }
    }

    /// <summary>sums[c] of a piece: sum_i weights[i] values[i] over a run of base values, five vectors at a time; the rest one by one.</summary>
    /// <param name="values">The piece.</param>
    /// <param name="weights">[5][length].</param>
    /// <param name="length">A multiple of the lanes.</param>
    public static KoalaBearExtension5 Dot(KoalaBear* values, KoalaBear* weights, nint length)
    {
        PackedExtension5<TPacked> sum = default;
        nint i = 0;
        for (; i + (5 * TPacked.Lanes) <= length; i += 5 * TPacked.Lanes)
        {
            sum += new PackedExtension5<TPacked>(
                DotFive(values + i, weights + i),
                DotFive(values + i, weights + length + i),
                DotFive(values + i, weights + (2 * length) + i),
                DotFive(values + i, weights + (3 * length) + i),
                DotFive(values + i, weights + (4 * length) + i));
        }

        for (; i < length; i += TPacked.Lanes)
        {
            sum += PackedExtension5<TPacked>.Load(weights + i, length) * TPacked.Load(values + i);
        }

        return SumcheckKernel<TPacked>.Sum(sum);
    }

    /// <summary>destination[high 2^k + low] = outer[high] inner[low], for high from start to end - 1.</summary>
    /// <param name="inner">[5][innerLength].</param>
    /// <param name="innerLength">A multiple of the lanes.</param>
    /// <param name="outer">The other factor.</param>
    /// <param name="destination">[5][length].</param>
    /// <param name="length">The product of both lengths.</param>
    /// <param name="start">The first index of the outer factor.</param>
    /// <param name="end">Behind the last.</param>
    public static void OuterProduct(KoalaBear* inner, nint innerLength, ReadOnlySpan<KoalaBearExtension5> outer, KoalaBear* destination, nint length, int start, int end)
    {
        for (var high = start; high < end; high++)
        {
            var factor = PackedExtension5<TPacked>.Broadcast(outer[high]);
            for (nint low = 0; low < innerLength; low += TPacked.Lanes)
            {
                var product = PackedExtension5<TPacked>.Load(inner + low, innerLength) * factor;
                PackedExtension5<TPacked>.Store(product, destination + (high * innerLength) + low, length);
            }
        }
    }

    /// <summary>destination[i] += source[i], rows start .. end - 1; the source has a longer stride.</summary>
    public static void Add(KoalaBear* source, nint sourceLength, KoalaBear* destination, nint length, int start, int end)
    {
        for (nint i = start; i < end; i += TPacked.Lanes)
        {
            var sum = PackedExtension5<TPacked>.Load(destination + i, length) + PackedExtension5<TPacked>.Load(source + i, sourceLength);
            PackedExtension5<TPacked>.Store(sum, destination + i, length);
        }
    }

    /// <summary>destination[i] += coefficient z^i and the return value is sum_i values[i] z^i, either for rows start .. end - 1.</summary>
    /// <param name="values">[5][length], or null.</param>
    /// <param name="destination">[5][length], or null.</param>
    /// <param name="length">Elements of both.</param>
    /// <param name="z">The point.</param>
    /// <param name="coefficient">What the powers are multiplied by.</param>
    /// <param name="start">The first row.</param>
    /// <param name="end">Behind the last.</param>
    public static KoalaBearExtension5 Powers(
        KoalaBear* values, KoalaBear* destination, nint length, KoalaBearExtension5 z, KoalaBearExtension5 coefficient, int start, int end)
    {
        // Safe: the block has room for five vectors.
        var lanes = stackalloc KoalaBear[KoalaBearExtension5.Degree * TPacked.Lanes];
        var power = coefficient * z.Pow((ulong)start);
        for (var lane = 0; lane < TPacked.Lanes; lane++, power *= z)
        {
            for (var k = 0; k < KoalaBearExtension5.Degree; k++)
            {
                lanes[(k * TPacked.Lanes) + lane] = power[k];
            }
        }

        var powers = PackedExtension5<TPacked>.Load(lanes, TPacked.Lanes);
        var step = PackedExtension5<TPacked>.Broadcast(z.Pow((ulong)TPacked.Lanes));
        PackedExtension5<TPacked> sum = default;
        for (nint i = start; i < end; i += TPacked.Lanes, powers *= step)
        {
            if (destination != null)
            {
                PackedExtension5<TPacked>.Store(PackedExtension5<TPacked>.Load(destination + i, length) + powers, destination + i, length);
            }

            if (values != null)
            {
                sum += PackedExtension5<TPacked>.Load(values + i, length) * powers;
            }
        }

        return SumcheckKernel<TPacked>.Sum(sum);
    }

    private static void CombineFive(
        ReadOnlySpan<nint> columns, ReadOnlySpan<KoalaBearExtension5> weights, KoalaBear* destination, nint length, int start, int end, bool first)
    {
        var f0 = (KoalaBear*)columns[0];
        var f1 = (KoalaBear*)columns[1];
        var f2 = (KoalaBear*)columns[2];
        var f3 = (KoalaBear*)columns[3];
        var f4 = (KoalaBear*)columns[4];
        for (var k = 0; k < KoalaBearExtension5.Degree; k++)
        {
            var w0 = TPacked.Broadcast(weights[0][k]);
            var w1 = TPacked.Broadcast(weights[1][k]);
            var w2 = TPacked.Broadcast(weights[2][k]);
            var w3 = TPacked.Broadcast(weights[3][k]);
            var w4 = TPacked.Broadcast(weights[4][k]);
            var sums = destination + (k * length);
            for (nint i = start; i < end; i += TPacked.Lanes)
            {
                var sum = TPacked.DotProduct(
                    w0, TPacked.Load(f0 + i), w1, TPacked.Load(f1 + i), w2, TPacked.Load(f2 + i), w3, TPacked.Load(f3 + i), w4, TPacked.Load(f4 + i));
                TPacked.Store(first ? sum : sum + TPacked.Load(sums + i), sums + i);
            }
        }
    }

    private static TPacked DotFive(KoalaBear* left, KoalaBear* right) => TPacked.DotProduct(
        TPacked.Load(left), TPacked.Load(right),
        TPacked.Load(left + TPacked.Lanes), TPacked.Load(right + TPacked.Lanes),
        TPacked.Load(left + (2 * TPacked.Lanes)), TPacked.Load(right + (2 * TPacked.Lanes)),
        TPacked.Load(left + (3 * TPacked.Lanes)), TPacked.Load(right + (3 * TPacked.Lanes)),
        TPacked.Load(left + (4 * TPacked.Lanes)), TPacked.Load(right + (4 * TPacked.Lanes)));
}
