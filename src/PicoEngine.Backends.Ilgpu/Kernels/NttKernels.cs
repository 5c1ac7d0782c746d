// SPDX-License-Identifier: MIT OR Apache-2.0

using ILGPU;
using PicoEngine.Fields;
using PicoEngine.Primitives.Dft;
using static PicoEngine.Backends.Ilgpu.Kernels.MontgomeryWord;

namespace PicoEngine.Backends.Ilgpu.Kernels;

/// <summary>Forward transforms of polynomials, natural order on both sides, zero-padded: the values of <see cref="ForwardNtt"/>.</summary>
/// <remarks>
/// A pass takes a factor P off what is left to transform, M = N / S, S the product of earlier factors (Stockham's cut). With M' = M / P it reads
/// x[i M' S + r S + b], i below P, r below M', b below S, and writes w_M^(r k) sum_i w_P^(i k) x[..] at [r S P + k S + b], k below P: what follows
/// transforms over r for S P values of b, and the last pass leaves frequency k + S ..  at its place. Columns c = r S + b are neighbours in memory: a tile is
/// P rows by some neighbouring columns in shared memory, transformed in place by decimation in frequency, two rounds of butterflies between barriers.
/// </remarks>
internal static class NttKernels
{
    /// <summary>Words of the table of roots: w_M^i at M / 2 + i for i below M / 2, M = 2, 4, .., 2^8, all in Montgomery form.</summary>
    public const int RootWords = 1 << NttPass.MaximumLogRows;

    /// <summary>Log of the entries of each of the tables w^(4096 i) and w^i, w the root of order 2^24, which together have every power of w.</summary>
    public const int LogPowers = KoalaBear.TwoAdicity / 2;

    /// <summary>One pass of a batch. A group for each tile, tile after tile, polynomial after polynomial; any number of threads.</summary>
    /// <param name="source">[columns][2^LogMessage].</param>
    /// <param name="target">[columns][2^LogSize], overwritten; it may not overlap the source.</param>
    /// <param name="roots">Of <see cref="RootWords"/>.</param>
    /// <param name="powers">w^(4096 i), then w^i.</param>
    /// <param name="pass">Which.</param>
    public static void Transform(ArrayView<uint> source, ArrayView<uint> target, ArrayView<uint> roots, ArrayView<uint> powers, NttPass pass)
    {
        var tile = SharedMemory.Allocate<uint>(NttPass.TileBytes / sizeof(uint));
        var logTiles = pass.LogSize - pass.LogRows - pass.LogColumns;
        var polynomial = Grid.IdxX >> logTiles;
        var firstColumn = (Grid.IdxX & ((1 << logTiles) - 1)) << pass.LogColumns;
        var words = 1 << (pass.LogRows + pass.LogColumns);
        var message = source.SubView(polynomial << pass.LogMessage);
        for (var i = Group.IdxX; i < words; i += Group.DimX)
        {
            var (row, column) = (i >> pass.LogColumns, i & ((1 << pass.LogColumns) - 1));
            var index = (row << (pass.LogSize - pass.LogRows)) + firstColumn + column;
            tile[Position(pass, row, column)] = index >> pass.LogMessage == 0 ? message[index] : 0;
        }

        Group.Barrier();
        var logBlock = pass.LogRows;
        if ((logBlock & 1) != 0)
        {
            RadixTwo(tile, roots, pass, logBlock);
            logBlock--;
            Group.Barrier();
        }

        for (; logBlock > 0; logBlock -= 2)
        {
            RadixFour(tile, roots, pass, logBlock);
            Group.Barrier();
        }

        Store(tile, target.SubView(polynomial << pass.LogSize), powers, pass, firstColumn);
    }

    /// <summary>Where a word of the tile lies. The upper bits of the row are added to the column: threads that read rows in bit-reversed order meet in few banks.</summary>
    private static int Position(NttPass pass, int row, int column) => (row << pass.LogColumns) + (column ^ (row << pass.LogColumns >> pass.LogRows));

    /// <summary>A round of butterflies on blocks of 2^logBlock rows.</summary>
    private static void RadixTwo(ArrayView<uint> tile, ArrayView<uint> roots, NttPass pass, int logBlock)
    {
        var half = 1 << (logBlock - 1);
        for (var i = Group.IdxX; i < 1 << (pass.LogRows + pass.LogColumns - 1); i += Group.DimX)
        {
            var (rest, column) = (i >> pass.LogColumns, i & ((1 << pass.LogColumns) - 1));
            var j = rest & (half - 1);
            var row = ((rest - j) << 1) + j;
            var (p0, p1) = (Position(pass, row, column), Position(pass, row + half, column));
            var (x0, x1) = (tile[p0], tile[p1]);
            tile[p0] = Add(x0, x1);
            tile[p1] = Multiply(Subtract(x0, x1), roots[half + j]);
        }
    }

    /// <summary>Two rounds of butterflies on blocks of 2^logBlock rows: four rows, a quarter of a block apart, in a thread's registers.</summary>
    private static void RadixFour(ArrayView<uint> tile, ArrayView<uint> roots, NttPass pass, int logBlock)
    {
        var quarter = 1 << (logBlock - 2);
        for (var i = Group.IdxX; i < 1 << (pass.LogRows + pass.LogColumns - 2); i += Group.DimX)
        {
            var (rest, column) = (i >> pass.LogColumns, i & ((1 << pass.LogColumns) - 1));
            var j = rest & (quarter - 1);
            var row = ((rest - j) << 2) + j;
            var (p0, p1) = (Position(pass, row, column), Position(pass, row + quarter, column));
            var (p2, p3) = (Position(pass, row + (2 * quarter), column), Position(pass, row + (3 * quarter), column));
            var (x0, x1, x2, x3) = (tile[p0], tile[p1], tile[p2], tile[p3]);
            var (y0, y1) = (Add(x0, x2), Add(x1, x3));
            var y2 = Multiply(Subtract(x0, x2), roots[(2 * quarter) + j]);
            var y3 = Multiply(Subtract(x1, x3), roots[(3 * quarter) + j]);
            var inner = roots[quarter + j];
            tile[p0] = Add(y0, y1);
            tile[p1] = Multiply(Subtract(y0, y1), inner);
            tile[p2] = Add(y2, y3);
            tile[p3] = Multiply(Subtract(y2, y3), inner);
        }
    }

    /// <summary>Writes the tile to where the next pass reads it. In the order of addresses: of the first pass a tile is written as one piece.</summary>
    private static void Store(ArrayView<uint> tile, ArrayView<uint> target, ArrayView<uint> powers, NttPass pass, int firstColumn)
    {
        var logLow = Math.Min(pass.LogStride, pass.LogColumns);
        var isLast = pass.LogStride + pass.LogRows == pass.LogSize;
        for (var i = Group.IdxX; i < 1 << (pass.LogRows + pass.LogColumns); i += Group.DimX)
        {
            var low = i & ((1 << logLow) - 1);
            var k = (i >> logLow) & ((1 << pass.LogRows) - 1);
            var column = (i >> (logLow + pass.LogRows) << logLow) + low;
            var word = tile[Position(pass, ReverseBits(k) >> (NttPass.MaximumLogRows - pass.LogRows), column)];
            column += firstColumn;
            var r = column >> pass.LogStride;
            if (!isLast)
            {
                // The root of order 2^m is w^(2^(24 - m)).
                var exponent = (r * k) << (KoalaBear.TwoAdicity - pass.LogSize + pass.LogStride);
                word = Multiply(word, Multiply(powers[exponent >> LogPowers], powers[(1 << LogPowers) + (exponent & ((1 << LogPowers) - 1))]));
            }

            target[(((r << pass.LogRows) + k) << pass.LogStride) + (column & ((1 << pass.LogStride) - 1))] = word;
        }
    }

    /// <summary>Eight bits in opposite order.</summary>
    private static int ReverseBits(int value)
    {
        value = ((value & 0x55) << 1) | ((value >> 1) & 0x55);
        value = ((value & 0x33) << 2) | ((value >> 2) & 0x33);
        return ((value & 0x0F) << 4) | (value >> 4);
    }
}
