// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;

namespace PicoEngine.Fields.Packed;

/// <summary>Arithmetic on whole spans of elements, as wide as the machine's vectors.</summary>
public static unsafe class ElementSpans
{
    // A product with the Montgomery form 1 divides by R, which is what leaving the form means.
    private static readonly KoalaBear InverseRadix = KoalaBear.FromMontgomery(1);

    /// <summary>sum[i] += factor * terms[i].</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void AddMultiple(Span<KoalaBear> sum, ReadOnlySpan<KoalaBear> terms, KoalaBear factor)
    {
        RequireLength(terms.Length, sum.Length);
        var done = PackedKoalaBear512.IsSupported ? AddMultiple<PackedKoalaBear512>(sum, terms, factor)
            : PackedKoalaBear256.IsSupported ? AddMultiple<PackedKoalaBear256>(sum, terms, factor) : 0;
        for (var i = done; i < sum.Length; i++)
        {
            sum[i] += factor * terms[i];
        }
    }

    /// <summary>The representatives in [0, p).</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void ToCanonical(ReadOnlySpan<KoalaBear> values, Span<uint> canonical)
    {
        RequireLength(values.Length, canonical.Length);
        var words = MemoryMarshal.Cast<uint, KoalaBear>(canonical);
        var done = PackedKoalaBear512.IsSupported ? Multiply<PackedKoalaBear512>(values, words, InverseRadix)
            : PackedKoalaBear256.IsSupported ? Multiply<PackedKoalaBear256>(values, words, InverseRadix) : 0;
        for (var i = done; i < values.Length; i++)
        {
            canonical[i] = values[i].ToCanonical();
        }
    }

    // Safe, here and below: both spans have the same length, and a vector is read or written only where all of its lanes lie in it.
    private static int AddMultiple<TPacked>(Span<KoalaBear> sum, ReadOnlySpan<KoalaBear> terms, KoalaBear factor)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        var i = 0;
        fixed (KoalaBear* left = sum, right = terms)
        {
            if (factor == KoalaBear.One)
            {
                for (; i <= sum.Length - TPacked.Lanes; i += TPacked.Lanes)
                {
                    TPacked.Store(TPacked.Load(left + i) + TPacked.Load(right + i), left + i);
                }
            }
            else if (factor == KoalaBear.MinusOne)
            {
                for (; i <= sum.Length - TPacked.Lanes; i += TPacked.Lanes)
                {
                    TPacked.Store(TPacked.Load(left + i) - TPacked.Load(right + i), left + i);
                }
            }
            else
            {
                FixedFactor prepared = new(factor);
                for (; i <= sum.Length - TPacked.Lanes; i += TPacked.Lanes)
                {
                    TPacked.Store(TPacked.Load(left + i) + TPacked.Multiply(TPacked.Load(right + i), &prepared), left + i);
                }
            }
        }

        return i;
    }

    private static int Multiply<TPacked>(ReadOnlySpan<KoalaBear> values, Span<KoalaBear> products, KoalaBear factor)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        var i = 0;
        FixedFactor prepared = new(factor);
        fixed (KoalaBear* source = values, destination = products)
        {
            for (; i <= values.Length - TPacked.Lanes; i += TPacked.Lanes)
            {
                TPacked.Store(TPacked.Multiply(TPacked.Load(source + i), &prepared), destination + i);
            }
        }

        return i;
    }

    private static void RequireLength(int actual, int expected)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"{actual} elements for {expected}.");
        }
    }
}
