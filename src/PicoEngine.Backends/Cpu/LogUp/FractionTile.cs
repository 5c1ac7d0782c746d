// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>
/// How arrays of extension elements lie in memory: 32 consecutive entries make a tile, and in a tile each coefficient has 32 consecutive words. So one pass
/// reads and writes one stream per array of structures, and packed code loads whole vectors.
/// </summary>
internal static unsafe class FractionTile
{
    /// <summary>Entries of a tile: two of the widest vectors, which one even-odd separation reads.</summary>
    public const int Width = 32;

    /// <summary>Coefficients of a node: five of the numerator, then five of the denominator.</summary>
    public const int NodeColumns = 2 * KoalaBearExtension5.Degree;

    /// <summary>Coefficients of an entry of a sumcheck: five each of a = p0 + lambda q0, b = p1, d = q0 and e = q1.</summary>
    public const int EntryColumns = 4 * KoalaBearExtension5.Degree;

    /// <summary>The constant coefficient of an entry; the next coefficient is <see cref="Width"/> words further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KoalaBear* At(KoalaBear* array, nint entry, int columns) =>
        array + ((entry & -Width) * columns) + (entry & (Width - 1));

    /// <summary>Reads an element whose coefficients begin at <paramref name="source"/>.</summary>
    public static KoalaBearExtension5 Read(KoalaBear* source) =>
        new(source[0], source[Width], source[2 * Width], source[3 * Width], source[4 * Width]);

    /// <summary>Writes an element whose coefficients begin at <paramref name="destination"/>.</summary>
    public static void Write(KoalaBear* destination, KoalaBearExtension5 value)
    {
        for (var i = 0; i < KoalaBearExtension5.Degree; i++)
        {
            destination[i * Width] = value[i];
        }
    }
}
