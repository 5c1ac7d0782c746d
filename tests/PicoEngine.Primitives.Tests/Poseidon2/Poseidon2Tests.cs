// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Primitives.Poseidon2;
using Xunit;

namespace PicoEngine.Primitives.Tests.Poseidon2;

public sealed unsafe class Poseidon2Tests
{
    // SHA-256 of all round constants as little-endian 32-bit words; pinned here as well as in the vectors, so that neither moves alone.
    private const string Width16ConstantsSha256 = "d0fc41a00aca77671013be51a5d6a12087b1412bb093c37fc3b8d9d3bb644cd4";
    private const string Width24ConstantsSha256 = "c05b0365a46cb22f12fddb433fd8f483ed16e8350ef886cac6e7b409107c8e98";

    public static TheoryData<int> Widths => [16, 24];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Constants_generated_by_the_LFSR_reproduce_reference(int width)
    {
        var parameters = Parameters(width);
        var vector = ReferenceVectors.Section("poseidon2").GetProperty($"width_{width}");
        var constants = parameters.RoundConstants.ToArray();
        Assert.Equal((8 * width) + parameters.PartialRounds, constants.Length);
        Assert.Equal(vector.GetProperty("first_constant").GetUInt32(), constants[0].ToCanonical());
        Assert.Equal(vector.GetProperty("last_constant").GetUInt32(), constants[^1].ToCanonical());
        Assert.Equal(ReferenceVectors.Words(vector.GetProperty("diagonal")), parameters.Diagonal.ToArray());

        var bytes = new byte[4 * constants.Length];
        for (var i = 0; i < constants.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), constants[i].ToCanonical());
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Equal(vector.GetProperty("constants_sha256_le32").GetString(), sha256);
        Assert.Equal(width == 24 ? Width24ConstantsSha256 : Width16ConstantsSha256, sha256);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Permute_reproduces_reference(int width)
    {
        foreach (var vector in ReferenceVectors.Section("poseidon2").GetProperty($"width_{width}").GetProperty("permutations").EnumerateArray())
        {
            var state = ReferenceVectors.Words(vector.GetProperty("in"));
            Permutation(width).Permute(state);
            Assert.Equal(ReferenceVectors.Words(vector.GetProperty("out")), state);

            state = ReferenceVectors.Words(vector.GetProperty("in"));
            Permutation(width).PermuteWords(state);
            Assert.Equal(ReferenceVectors.Words(vector.GetProperty("out")), state);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Permute_equals_the_word_by_word_definition(int width)
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var state = FieldSamples.Words(width, seed);
            var expected = (KoalaBear[])state.Clone();
            Permutation(width).PermuteWords(expected);
            Permutation(width).Permute(state);
            Assert.Equal(expected, state);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void PermuteBatch_equals_Permute_in_every_lane(int width)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var states = FieldSamples.Words(width * IPermutation.BatchSize, seed);
            var expected = PermuteLanes(width, states);
            Permutation(width).PermuteBatch(states);
            Assert.Equal(expected, states);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Kernel_of_every_supported_vector_width_equals_Permute(int width)
    {
        CheckKernel<PackedKoalaBear512>(width);
        CheckKernel<PackedKoalaBear256>(width);
        CheckKernel<PackedKoalaBear1>(width);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Kernel_on_constant_states_equals_Permute(int width)
    {
        foreach (var word in new[] { KoalaBear.Zero, KoalaBear.One, KoalaBear.MinusOne, KoalaBear.FromMontgomery(KoalaBear.Modulus - 1) })
        {
            var states = Enumerable.Repeat(word, width * IPermutation.BatchSize).ToArray();
            var expected = PermuteLanes(width, states);
            Permutation(width).PermuteBatch(states);
            Assert.Equal(expected, states);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Permute_with_one_word_changed_changes_every_word(int width)
    {
        var input = FieldSamples.Words(width, 3);
        var first = (KoalaBear[])input.Clone();
        Permutation(width).Permute(first);
        for (var i = 0; i < width; i++)
        {
            var second = (KoalaBear[])input.Clone();
            second[i] += KoalaBear.One;
            Permutation(width).Permute(second);
            Assert.All(Enumerable.Range(0, width), word => Assert.NotEqual(first[word], second[word]));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Permute_rejects_other_lengths(int width)
    {
        Assert.Throws<ArgumentException>(() => Permutation(width).Permute(new KoalaBear[width - 1]));
        Assert.Throws<ArgumentException>(() => Permutation(width).PermuteBatch(new KoalaBear[width]));
    }

    private static void CheckKernel<TPacked>(int width)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        if (!TPacked.IsSupported)
        {
            return;
        }

        var states = FieldSamples.Words(width * IPermutation.BatchSize, 77);
        var expected = PermuteLanes(width, states);
        var shifted = Parameters(width).RoundConstants.ToArray().Select(c => unchecked(c.ToMontgomery() - KoalaBear.Modulus)).ToArray();
        fixed (KoalaBear* pointer = states)
        fixed (uint* constants = shifted)
        {
            Poseidon2Kernel<TPacked>.Permute((TPacked*)pointer, constants, Parameters(width));
        }

        Assert.Equal(expected, states);
    }

    private static KoalaBear[] PermuteLanes(int width, KoalaBear[] states)
    {
        var result = (KoalaBear[])states.Clone();
        for (var lane = 0; lane < IPermutation.BatchSize; lane++)
        {
            var state = Enumerable.Range(0, width).Select(word => states[(word * IPermutation.BatchSize) + lane]).ToArray();
            Permutation(width).PermuteWords(state);
            for (var word = 0; word < width; word++)
            {
                result[(word * IPermutation.BatchSize) + lane] = state[word];
            }
        }

        return result;
    }

    private static Poseidon2Parameters Parameters(int width) => width == 24 ? Poseidon2Parameters.Width24 : Poseidon2Parameters.Width16;

    private static Poseidon2Permutation Permutation(int width) => width == 24 ? Poseidon2Permutation.Width24 : Poseidon2Permutation.Width16;
}
