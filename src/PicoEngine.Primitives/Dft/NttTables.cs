// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Primitives.Dft;

/// <summary>Twiddle factors and bit-reversed indices of one transform length, computed on first use and kept for the life of the process.</summary>
internal sealed class NttTables
{
    private static readonly Lazy<NttTables>[] Tables = CreateAll();

    private NttTables(int logSize)
    {
        var size = 1 << logSize;
        var root = KoalaBear.TwoAdicGenerator(logSize);
        var powers = new KoalaBear[size];
        powers[0] = KoalaBear.One;
        for (var i = 1; i < size; i++)
        {
            powers[i] = powers[i - 1] * root;
        }

        RadixTwo = GC.AllocateUninitializedArray<FixedFactor>(size / 2, pinned: true);
        for (var j = 0; j < size / 2; j++)
        {
            RadixTwo[j] = new FixedFactor(powers[j]);
        }

        RadixFour = GC.AllocateUninitializedArray<FixedFactor>(3 * (size / 4), pinned: true);
        for (var j = 0; j < size / 4; j++)
        {
            RadixFour[3 * j] = new FixedFactor(powers[j]);
            RadixFour[(3 * j) + 1] = new FixedFactor(powers[2 * j]);
            RadixFour[(3 * j) + 2] = new FixedFactor(powers[3 * j]);
        }

        BitReversed = new int[size];
        for (var i = 1; i < size; i++)
        {
            BitReversed[i] = (BitReversed[i >> 1] >> 1) | ((i & 1) << (logSize - 1));
        }
    }

    /// <summary>w^j, j below half of the size; w is the generator of the subgroup of that size. Pinned.</summary>
    public FixedFactor[] RadixTwo { get; }

    /// <summary>[size / 4][3]: w^j, w^2j, w^3j. Pinned.</summary>
    public FixedFactor[] RadixFour { get; }

    /// <summary>i with its bits in the opposite order.</summary>
    public int[] BitReversed { get; }

    /// <summary>The tables of length 2^<paramref name="logSize"/>, at most 2^12: longer transforms are made of two shorter ones.</summary>
    public static NttTables Get(int logSize) => Tables[logSize].Value;

    private static Lazy<NttTables>[] CreateAll()
    {
        var tables = new Lazy<NttTables>[(KoalaBear.TwoAdicity / 2) + 1];
        for (var i = 0; i < tables.Length; i++)
        {
            var logSize = i;
            tables[i] = new Lazy<NttTables>(() => new NttTables(logSize));
        }

        return tables;
    }
}
