// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields.Packed;
using Xunit;

namespace PicoEngine.Fields.Tests.Packed;

/// <summary>Every operation of packed extension elements, lane by lane, against the scalar type.</summary>
public abstract unsafe class PackedExtension5Tests<TPacked>
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    private const int Count = 1024;

    private delegate PackedExtension5<TPacked> PackedOperation(in PackedExtension5<TPacked> a, in PackedExtension5<TPacked> b);

    [Fact]
    public void Operations_equal_scalar_on_edges_and_random_values()
    {
        SkipWhenUnsupported();
        var left = FieldSamples.Elements(5 * Count, 21);
        var right = FieldSamples.Elements(5 * Count, 22).Reverse().ToArray();
        CheckAll(left, right);
    }

    [Fact]
    public void Multiply_with_every_mix_of_zero_and_largest_forms_equals_scalar()
    {
        SkipWhenUnsupported();
        // All 2^10 patterns of {0, p - 1} as Montgomery forms reach the extremes of every partial sum.
        var left = new KoalaBear[5 * Count];
        var right = new KoalaBear[5 * Count];
        for (var pattern = 0; pattern < Count; pattern++)
        {
            for (var k = 0; k < 5; k++)
            {
                left[(k * Count) + pattern] = KoalaBear.FromMontgomery((pattern >> k & 1) != 0 ? KoalaBear.Modulus - 1 : 0);
                right[(k * Count) + pattern] = KoalaBear.FromMontgomery((pattern >> (5 + k) & 1) != 0 ? KoalaBear.Modulus - 1 : 0);
            }
        }

        CheckAll(left, right);
    }

    private static void SkipWhenUnsupported() =>
        Assert.SkipUnless(TPacked.IsSupported, $"This machine has no instructions for {typeof(TPacked).Name}.");

    private static void CheckAll(KoalaBear[] left, KoalaBear[] right)
    {
        var challenge = FieldSamples.Extensions(3, 23)[2];
        var constant = FieldSamples.Elements(20, 24)[19];
        Check(left, right, (in a, in b) => a * b, (a, b) => a * b);
        Check(left, right, (in a, in b) => a + b, (a, b) => a + b);
        Check(left, right, (in a, in b) => a - b, (a, b) => a - b);
        Check(left, right, (in a, in _) => -a, (a, _) => -a);
        Check(left, right, (in a, in _) => a * TPacked.Broadcast(constant), (a, _) => a * constant);
        Check(left, right, (in a, in _) => a * PackedExtension5<TPacked>.Broadcast(challenge), (a, _) => a * challenge);
        Check(left, right, (in _, in b) => b + PackedExtension5<TPacked>.FromBase(TPacked.Broadcast(constant)), (_, b) => b + constant);
    }

    private static void Check(
        KoalaBear[] left, KoalaBear[] right, PackedOperation packed, Func<KoalaBearExtension5, KoalaBearExtension5, KoalaBearExtension5> scalar)
    {
        var results = new KoalaBear[5 * Count];
        fixed (KoalaBear* a = left, b = right, r = results)
        {
            for (var i = 0; i < Count; i += TPacked.Lanes)
            {
                PackedExtension5<TPacked>.Store(
                    packed(PackedExtension5<TPacked>.Load(a + i, Count), PackedExtension5<TPacked>.Load(b + i, Count)), r + i, Count);
            }
        }

        for (var i = 0; i < Count; i++)
        {
            var expected = scalar(At(left, i), At(right, i));
            if (expected != At(results, i))
            {
                Assert.Fail($"{expected} expected at {i}, not {At(results, i)}: left {At(left, i)}, right {At(right, i)}.");
            }
        }
    }

    private static KoalaBearExtension5 At(KoalaBear[] columns, int index) =>
        new(columns[index], columns[Count + index], columns[(2 * Count) + index], columns[(3 * Count) + index], columns[(4 * Count) + index]);
}

public sealed class PackedExtension5Of512Tests : PackedExtension5Tests<PackedKoalaBear512>;

public sealed class PackedExtension5Of256Tests : PackedExtension5Tests<PackedKoalaBear256>;

public sealed class PackedExtension5Of1Tests : PackedExtension5Tests<PackedKoalaBear1>;
