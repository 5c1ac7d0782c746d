// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Primitives.Dft;

/// <summary>Short transforms, one element at a time: decimation in time after a bit reversal.</summary>
internal static unsafe class SmallNtt
{
    /// <summary>Transforms columns of 2^LogMessage elements into columns of 2^LogSize elements; callers checked both lengths.</summary>
    public static void Transform(KoalaBear* source, KoalaBear* destination, NttPlan plan, int columns)
    {
        var tables = NttTables.Get(plan.LogSize);
        for (var column = 0; column < columns; column++)
        {
            var values = new Span<KoalaBear>(destination + ((nint)column << plan.LogSize), 1 << plan.LogSize);
            values.Clear();
            for (var i = 0; i < 1 << plan.LogMessage; i++)
            {
                values[tables.BitReversed[i]] = source[((nint)column << plan.LogMessage) + i];
            }

            for (var half = 1; half < values.Length; half *= 2)
            {
                var step = values.Length / (2 * half);
                for (var start = 0; start < values.Length; start += 2 * half)
                {
                    for (var j = 0; j < half; j++)
                    {
                        var low = values[start + j];
                        var high = values[start + j + half] * tables.RadixTwo[j * step].Value;
                        values[start + j] = low + high;
                        values[start + j + half] = low - high;
                    }
                }
            }
        }
    }
}
