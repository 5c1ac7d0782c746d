// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <summary>Moves the polynomials of chunks between domains, one chunk in each lane: 2^l vectors are the values, or the coefficients in bit-reversed order.</summary>
/// <remarks>Pointers: a block is 2^l vectors, factors come from <see cref="SkipTwiddles"/> of the same l.</remarks>
internal static unsafe class SkipTransform<TPacked>
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    private static int Lanes => TPacked.Lanes;

    /// <summary>Values on the subgroup become 2^l times the coefficients, bit-reversed.</summary>
    /// <param name="values">The values.</param>
    /// <param name="coefficients">Where the coefficients go; it may be the values.</param>
    /// <param name="log">l, at least 1.</param>
    /// <param name="roots">The powers of the inverse generator.</param>
    public static void ToCoefficients(KoalaBear* values, KoalaBear* coefficients, int log, FixedFactor* roots)
    {
        var size = 1 << log;
        for (var half = size / 2; half > 0; half /= 2, values = coefficients)
        {
            var step = size / (2 * half);
            for (var j = 0; j < half; j++)
            {
                for (var i = j; i < size; i += 2 * half)
                {
                    var (low, high) = (TPacked.Load(values + (i * Lanes)), TPacked.Load(values + ((i + half) * Lanes)));
                    TPacked.Store(low + high, coefficients + (i * Lanes));
                    TPacked.Store(
                        j == 0 ? low - high : TPacked.MultiplyDifference(low, high, roots + (j * step)), coefficients + ((i + half) * Lanes));
                }
            }
        }
    }

    /// <summary>Coefficients, bit-reversed and with the factor 2^l, become values on a coset in the order of the subgroup.</summary>
    /// <param name="coefficients">The coefficients.</param>
    /// <param name="values">Where the values go.</param>
    /// <param name="log">l, at least 1.</param>
    /// <param name="roots">The powers of the generator.</param>
    /// <param name="scales">The factors of the coefficients for this coset.</param>
    public static void ToCoset(KoalaBear* coefficients, KoalaBear* values, int log, FixedFactor* roots, FixedFactor* scales)
    {
        var size = 1 << log;
        for (var i = 0; i < size; i += 2)
        {
            var low = TPacked.Multiply(TPacked.Load(coefficients + (i * Lanes)), scales + i);
            var high = TPacked.Multiply(TPacked.Load(coefficients + ((i + 1) * Lanes)), scales + i + 1);
            TPacked.Store(low + high, values + (i * Lanes));
            TPacked.Store(low - high, values + ((i + 1) * Lanes));
        }

        for (var half = 2; half < size; half *= 2)
        {
            var step = size / (2 * half);
            for (var j = 0; j < half; j++)
            {
                for (var i = j; i < size; i += 2 * half)
                {
                    var (low, high) = (TPacked.Load(values + (i * Lanes)), TPacked.Load(values + ((i + half) * Lanes)));
                    high = j == 0 ? high : TPacked.Multiply(high, roots + (j * step));
                    TPacked.Store(low + high, values + (i * Lanes));
                    TPacked.Store(low - high, values + ((i + half) * Lanes));
                }
            }
        }
    }

    /// <summary>Cells of consecutive chunks, one chunk to a lane: vector y holds row y of each. Lanes without a chunk are zero.</summary>
    /// <param name="cells">The first cell of the first chunk.</param>
    /// <param name="chunks">How many chunks there are, up to the lanes.</param>
    /// <param name="log">l.</param>
    /// <param name="block">2^l vectors.</param>
    public static void LoadChunks(KoalaBear* cells, int chunks, int log, KoalaBear* block)
    {
        var size = 1 << log;
        if (chunks < Lanes || size < Lanes)
        {
            new Span<KoalaBear>(block, size * Lanes).Clear();
            for (var i = 0; i < chunks << log; i++)
            {
                block[((i & (size - 1)) * Lanes) + (i >> log)] = cells[i];
            }

            return;
        }

        var rows = stackalloc TPacked[Lanes];
        for (var first = 0; first < size; first += Lanes)
        {
            for (var chunk = 0; chunk < Lanes; chunk++)
            {
                rows[chunk] = TPacked.Load(cells + (chunk << log) + first);
            }

            TPacked.Transpose(rows, block + (first * Lanes), Lanes);
        }
    }
}
