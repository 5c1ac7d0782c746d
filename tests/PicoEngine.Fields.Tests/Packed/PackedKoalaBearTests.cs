// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields.Packed;
using Xunit;

namespace PicoEngine.Fields.Tests.Packed;

/// <summary>Every operation of a packed type, lane by lane, against the scalar type.</summary>
public abstract unsafe class PackedKoalaBearTests<TPacked>
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    private static readonly KoalaBear[] Left = FieldSamples.Elements(48 * 48, 11);
    private static readonly KoalaBear[] Right = FieldSamples.Elements(48 * 48, 12).Reverse().ToArray();

    [Fact]
    public void Binary_operators_equal_scalar_on_edges_and_random_values()
    {
        SkipWhenUnsupported();
        Check((a, b) => a + b, (a, b) => a + b);
        Check((a, b) => a - b, (a, b) => a - b);
        Check((a, b) => a * b, (a, b) => a * b);
    }

    [Fact]
    public void Unary_operations_equal_scalar_on_edges_and_random_values()
    {
        SkipWhenUnsupported();
        Check((a, _) => -a, (a, _) => -a);
        Check((a, _) => TPacked.Square(a), (a, _) => a.Square());
        Check((a, _) => TPacked.Halve(a), (a, _) => a.Halve());
        Check((_, _) => TPacked.Broadcast(KoalaBear.Generator), (_, _) => KoalaBear.Generator);
    }

    [Fact]
    public void CubeOfSum_equals_scalar_for_every_edge_constant()
    {
        SkipWhenUnsupported();
        foreach (var constant in FieldSamples.Elements(40, 13))
        {
            Check(
                (a, _) => TPacked.CubeOfSum(a, unchecked(constant.ToMontgomery() - KoalaBear.Modulus)),
                (a, _) => (a + constant).Cube());
        }
    }

    [Fact]
    public void Quotients_by_powers_of_two_equal_scalar()
    {
        SkipWhenUnsupported();
        for (var log = 1; log <= 24; log++)
        {
            var inverse = KoalaBear.FromCanonical(1u << log).Inverse();
            Check((a, _) => TPacked.Quotient(a, log), (a, _) => a * inverse);
        }
    }

    [Fact]
    public void Products_with_a_fixed_factor_equal_scalar()
    {
        SkipWhenUnsupported();
        var factor = stackalloc FixedFactor[1];
        foreach (var value in FieldSamples.Elements(40, 14))
        {
            *factor = new FixedFactor(value);
            Check((a, _) => TPacked.Multiply(a, factor), (a, _) => a * value);
            Check((a, b) => TPacked.MultiplySum(a, b, factor), (a, b) => (a + b) * value);
            Check((a, b) => TPacked.MultiplyDifference(a, b, factor), (a, b) => (a - b) * value);
        }
    }

    [Fact]
    public void Transpose_swaps_rows_and_columns()
    {
        SkipWhenUnsupported();
        var lanes = TPacked.Lanes;
        var stride = lanes + 3;
        var rows = stackalloc TPacked[lanes];
        var elements = (KoalaBear*)rows;
        for (var i = 0; i < lanes * lanes; i++)
        {
            elements[i] = KoalaBear.FromCanonical((uint)i);
        }

        var destination = stackalloc KoalaBear[lanes * stride];
        TPacked.Transpose(rows, destination, stride);
        for (var row = 0; row < lanes; row++)
        {
            for (var column = 0; column < lanes; column++)
            {
                Assert.Equal(elements[(row * lanes) + column], destination[(column * stride) + row]);
            }
        }
    }

    [Fact]
    public void LoadPairs_and_SeparatePairs_separate_even_and_odd_places()
    {
        SkipWhenUnsupported();
        var source = stackalloc KoalaBear[2 * TPacked.Lanes];
        for (var i = 0; i < 2 * TPacked.Lanes; i++)
        {
            source[i] = KoalaBear.FromCanonical((uint)i);
        }

        TPacked.LoadPairs(source, out var even, out var odd);
        TPacked.SeparatePairs(TPacked.Load(source), TPacked.Load(source + TPacked.Lanes), out var sameEven, out var sameOdd);
        var evens = (KoalaBear*)&even;
        var odds = (KoalaBear*)&odd;
        Assert.Equal(even, sameEven);
        Assert.Equal(odd, sameOdd);
        for (var lane = 0; lane < TPacked.Lanes; lane++)
        {
            Assert.Equal(source[2 * lane], evens[lane]);
            Assert.Equal(source[(2 * lane) + 1], odds[lane]);
        }
    }

    [Fact]
    public void StoreStreaming_writes_aligned_and_other_addresses()
    {
        SkipWhenUnsupported();
        var memory = (KoalaBear*)System.Runtime.InteropServices.NativeMemory.AlignedAlloc(256, 64);
        fixed (KoalaBear* source = Left)
        {
            for (var offset = 0; offset < 32; offset++)
            {
                new Span<KoalaBear>(memory, 64).Clear();
                TPacked.StoreStreaming(TPacked.Load(source + 3), memory + offset);
                for (var i = 0; i < 64; i++)
                {
                    Assert.Equal(i >= offset && i < offset + TPacked.Lanes ? source[3 + i - offset] : KoalaBear.Zero, memory[i]);
                }
            }
        }

        System.Runtime.InteropServices.NativeMemory.AlignedFree(memory);
    }

    [Fact]
    public void DotProduct_of_two_equals_scalar()
    {
        SkipWhenUnsupported();
        var largest = KoalaBear.FromMontgomery(KoalaBear.Modulus - 1);
        Check((a, b) => TPacked.DotProduct(a, b, b, b), (a, b) => (a * b) + (b * b));
        Check((a, _) => TPacked.DotProduct(a, TPacked.Broadcast(largest), TPacked.Broadcast(largest), TPacked.Broadcast(largest)),
            (a, _) => (a * largest) + largest.Square());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Combine_any_number_of_terms_equals_scalar(bool largest)
    {
        SkipWhenUnsupported();
        const int Most = 20;
        var lanes = TPacked.Lanes;
        var random = FieldSamples.Elements((Most + 5) * lanes, 25);
        var samples = FieldSamples.Extensions(Most, 26);
        var extreme = new KoalaBearExtension5(Enumerable.Repeat(KoalaBear.FromMontgomery(KoalaBear.Modulus - 1), 5).ToArray());
        if (largest)
        {
            Array.Fill(random, KoalaBear.FromMontgomery(KoalaBear.Modulus - 1));
            Array.Fill(samples, extreme);
        }

        var terms = stackalloc ExtensionTerm[Most];
        var result = stackalloc KoalaBear[5 * (lanes + 1)];
        fixed (KoalaBear* values = random)
        {
            var addend = values + (Most * lanes);
            for (var count = 0; count <= Most; count++)
            {
                for (var i = 0; i < count; i++)
                {
                    terms[i] = new((Most - 1 - i) * lanes, samples[i]);
                }

                TPacked.Combine(values, terms, count, addend, result, lanes + 1);
                for (var lane = 0; lane < lanes; lane++)
                {
                    KoalaBearExtension5 expected = new(Enumerable.Range(0, 5).Select(k => random[((Most + k) * lanes) + lane]).ToArray());
                    for (var i = 0; i < count; i++)
                    {
                        expected += samples[i] * random[((Most - 1 - i) * lanes) + lane];
                    }

                    for (var k = 0; k < 5; k++)
                    {
                        Assert.Equal(expected[k].ToMontgomery(), result[(k * (lanes + 1)) + lane].ToMontgomery());
                    }
                }
            }
        }
    }

    [Fact]
    public void Expand_multiplies_extension_elements()
    {
        var (left, right) = (FieldSamples.Extensions(12, 27)[11], FieldSamples.Extensions(12, 28)[11]);
        var terms = new ExtensionTerm[5];
        ExtensionTerm.Expand(7, 3, left, terms);
        Assert.Equal([7, 10, 13, 16, 19], terms.Select(term => (int)term.Offset));
        Assert.Equal(left * right, terms.Select((term, j) => term.Coefficient * right[j]).Aggregate(KoalaBearExtension5.Zero, (sum, term) => sum + term));
    }

    private static void SkipWhenUnsupported() =>
        Assert.SkipUnless(TPacked.IsSupported, $"This machine has no instructions for {typeof(TPacked).Name}.");

    private static void Check(Func<TPacked, TPacked, TPacked> packed, Func<KoalaBear, KoalaBear, KoalaBear> scalar)
    {
        var results = stackalloc KoalaBear[TPacked.Lanes];
        fixed (KoalaBear* left = Left, right = Right)
        {
            for (var i = 0; i + TPacked.Lanes <= Left.Length; i += TPacked.Lanes)
            {
                TPacked.Store(packed(TPacked.Load(left + i), TPacked.Load(right + i)), results);
                for (var lane = 0; lane < TPacked.Lanes; lane++)
                {
                    // Montgomery forms, so that a result that is not fully reduced fails too.
                    var expected = scalar(left[i + lane], right[i + lane]);
                    if (expected.ToMontgomery() != results[lane].ToMontgomery())
                    {
                        Assert.Fail($"{expected} expected, not {results[lane]}: left {left[i + lane]}, right {right[i + lane]}.");
                    }
                }
            }
        }
    }
}

public sealed class PackedKoalaBear512Tests : PackedKoalaBearTests<PackedKoalaBear512>;

public sealed class PackedKoalaBear256Tests : PackedKoalaBearTests<PackedKoalaBear256>;

public sealed class PackedKoalaBear1Tests : PackedKoalaBearTests<PackedKoalaBear1>;
