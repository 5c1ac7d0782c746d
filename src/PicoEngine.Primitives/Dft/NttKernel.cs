// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Primitives.Dft;

/// <summary>One long transform as two rounds of short ones over tiles of neighbouring columns, with a twiddle product and a transposition between.</summary>
/// <remarks>
/// X[k1 + N1 k2] = sum over i2 of w^(i2 k1) w_N2^(i2 k2) (sum over i1 of w_N1^(i1 k1) x[i1 N2 + i2]).
/// The first round reads i2 side by side and writes k1 side by side (the transposition), so the second round has k1 in its lanes and
/// works in place on the destination. Every tile is copied to scratch memory, where its rows follow each other.
/// Tiles touch disjoint parts, so they may run on any number of threads.
/// </remarks>
internal static unsafe class NttKernel<TPacked>
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    // Columns of a tile, in elements: four cache lines per row. One line per row leaves the memory system waiting, more outgrow the second-level cache.
    private const int TileColumns = 64;

    /// <summary>The shortest transform whose two factors are at least as long as a vector.</summary>
    public static int MinimumLogSize => 2 * System.Numerics.BitOperations.Log2((uint)TPacked.Lanes);

    /// <summary>First round of some columns of tiles.</summary>
    /// <param name="source">The message, 2^LogMessage elements.</param>
    /// <param name="destination">2^LogSize elements, overwritten: [N2][N1].</param>
    /// <param name="plan">A cut that fits the message.</param>
    /// <param name="start">First i2, a multiple of the lanes.</param>
    /// <param name="end">Last i2 plus one, a multiple of the lanes.</param>
    /// <param name="sources">Messages that follow each other, one transform each, sharing the twiddle factors.</param>
    public static void FirstRound(KoalaBear* source, KoalaBear* destination, NttPlan plan, int start, int end, int sources)
    {
        var rows = 1 << plan.LogFirst;
        var tileVectors = Math.Max(Math.Min(TileColumns, end - start) / TPacked.Lanes, 1);
        var scratch = (TPacked*)NativeMemory.AlignedAlloc((nuint)(2L * rows * tileVectors * sizeof(TPacked)), 64);
        try
        {
            var twiddles = scratch + ((nint)rows * tileVectors);
            for (var i2 = start; i2 < end; i2 += tileVectors * TPacked.Lanes)
            {
                var vectors = Math.Min(tileVectors, (end - i2) / TPacked.Lanes);
                FillTwiddles(twiddles, plan, i2, vectors);
                for (var s = 0; s < sources; s++)
                {
                    Gather(source + ((nint)s << plan.LogMessage) + i2, 1 << plan.LogSecond, plan.MessageRows, scratch, rows, vectors);
                    TileNtt<TPacked>.Forward(scratch, plan.LogFirst, vectors);
                    WriteTransposed(scratch, twiddles, plan, vectors, destination + ((nint)s << plan.LogSize) + ((nint)i2 << plan.LogFirst));
                }
            }
        }
        finally
        {
            NativeMemory.AlignedFree(scratch);
        }
    }

    /// <summary>Second round of some columns of tiles, in place on [N2][N1].</summary>
    /// <param name="values">What the first round wrote; all of it must have run.</param>
    /// <param name="plan">The same cut.</param>
    /// <param name="start">First k1, a multiple of the lanes.</param>
    /// <param name="end">Last k1 plus one, a multiple of the lanes.</param>
    public static void SecondRound(KoalaBear* values, NttPlan plan, int start, int end)
    {
        var rows = 1 << plan.LogSecond;
        var tileVectors = Math.Max(Math.Min(TileColumns, end - start) / TPacked.Lanes, 1);
        var scratch = (TPacked*)NativeMemory.AlignedAlloc((nuint)((long)rows * tileVectors * sizeof(TPacked)), 64);
        try
        {
            fixed (int* reversed = NttTables.Get(plan.LogSecond).BitReversed)
            {
                for (var k1 = start; k1 < end; k1 += tileVectors * TPacked.Lanes)
                {
                    var vectors = Math.Min(tileVectors, (end - k1) / TPacked.Lanes);
                    Gather(values + k1, 1 << plan.LogFirst, rows, scratch, rows, vectors);
                    TileNtt<TPacked>.Forward(scratch, plan.LogSecond, vectors);
                    for (var k2 = 0; k2 < rows; k2++)
                    {
                        var row = scratch + ((nint)reversed[k2] * vectors);
                        var target = values + k1 + ((nint)k2 << plan.LogFirst);
                        for (var v = 0; v < vectors; v++)
                        {
                            TPacked.Store(row[v], target + (v * TPacked.Lanes));
                        }
                    }
                }
            }
        }
        finally
        {
            NativeMemory.AlignedFree(scratch);
        }
    }

    /// <summary>Copies a tile to scratch memory and clears the rows beyond <paramref name="count"/>.</summary>
    private static void Gather(KoalaBear* source, nint stride, int count, TPacked* tile, int rows, int vectors)
    {
        for (var row = 0; row < count; row++, source += stride)
        {
            for (var v = 0; v < vectors; v++)
            {
                *tile++ = TPacked.Load(source + (v * TPacked.Lanes));
            }
        }

        new Span<TPacked>(tile, (rows - count) * vectors).Clear();
    }

    /// <summary>[N1][vectors]: w^(k1 i2) for i2 from <paramref name="first"/> on, built by doubling so that the products do not wait for each other.</summary>
    private static void FillTwiddles(TPacked* twiddles, NttPlan plan, int first, int vectors)
    {
        var root = KoalaBear.TwoAdicGenerator(plan.LogSize);
        var steps = stackalloc KoalaBear[TileColumns];
        var power = root.Pow((ulong)first);
        for (var i = 0; i < vectors * TPacked.Lanes; i++)
        {
            steps[i] = power;
            power *= root;
        }

        for (var v = 0; v < vectors; v++)
        {
            var step = TPacked.Load(steps + (v * TPacked.Lanes));
            twiddles[v] = TPacked.Broadcast(KoalaBear.One);
            for (nint filled = 1; filled < 1 << plan.LogFirst; filled *= 2)
            {
                for (nint k = 0; k < filled; k++)
                {
                    twiddles[((filled + k) * vectors) + v] = twiddles[(k * vectors) + v] * step;
                }

                step = TPacked.Square(step);
            }
        }
    }

    /// <summary>Multiplies by the twiddle factors and writes column i2 of the tile as row i2 of the destination, k1 in natural order.</summary>
    private static void WriteTransposed(TPacked* tile, TPacked* twiddles, NttPlan plan, int vectors, KoalaBear* destination)
    {
        var square = stackalloc TPacked[TPacked.Lanes];
        fixed (int* reversed = NttTables.Get(plan.LogFirst).BitReversed)
        {
            for (var v = 0; v < vectors; v++)
            {
                var rows = destination + ((nint)(v * TPacked.Lanes) << plan.LogFirst);
                for (var k1 = 0; k1 < 1 << plan.LogFirst; k1 += TPacked.Lanes)
                {
                    for (var lane = 0; lane < TPacked.Lanes; lane++)
                    {
                        square[lane] = tile[((nint)reversed[k1 + lane] * vectors) + v] * twiddles[((nint)(k1 + lane) * vectors) + v];
                    }

                    TPacked.Transpose(square, rows + k1, (nint)1 << plan.LogFirst);
                }
            }
        }
    }
}
