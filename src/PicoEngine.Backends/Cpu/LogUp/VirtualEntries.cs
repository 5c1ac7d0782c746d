// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>Writes what stands for leaves that do not exist: the fraction 0/1, which sums and folds reproduce.</summary>
internal static unsafe class VirtualEntries
{
    /// <summary>Nodes (p, q) = (0, 1).</summary>
    public static void FillNodes(KoalaBear* array, nint start, nint end) =>
        Fill(array, start, end, [KoalaBearExtension5.Zero, KoalaBearExtension5.One]);

    /// <summary>Entries (p0 + lambda q0, p1, q0, q1) of two such nodes.</summary>
    public static void FillEntries(KoalaBear* array, nint start, nint end, KoalaBearExtension5 lambda) =>
        Fill(array, start, end, [lambda, KoalaBearExtension5.Zero, KoalaBearExtension5.One, KoalaBearExtension5.One]);

    private static void Fill(KoalaBear* array, nint start, nint end, ReadOnlySpan<KoalaBearExtension5> values)
    {
        var columns = values.Length * KoalaBearExtension5.Degree;
        for (var entry = start; entry < end;)
        {
            // Up to the end of a tile: safe, as the callers own all tiles that they name entries of.
            var run = (int)Math.Min(FractionTile.Width - (entry & (FractionTile.Width - 1)), end - entry);
            for (var column = 0; column < columns; column++)
            {
                var place = FractionTile.At(array, entry, columns) + (column * FractionTile.Width);
                new Span<KoalaBear>(place, run).Fill(values[column / KoalaBearExtension5.Degree][column % KoalaBearExtension5.Degree]);
            }

            entry += run;
        }
    }
}
