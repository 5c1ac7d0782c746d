// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Primitives.Poseidon2;

/// <summary>Sixteen Poseidon2 permutations side by side, one per lane, for any packed width.</summary>
/// <remarks>
/// States are [Width][16]; a narrower vector takes them in several passes over columns of lanes, hence <see cref="Stride"/>.
/// Each method stays small: beyond some five hundred inlined calls the JIT stops inlining and the vector helpers become calls.
/// Every pointer covers the whole batch; callers checked the length.
/// </remarks>
internal static unsafe class Poseidon2Kernel<TPacked>
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    private const int HalfFullRounds = Poseidon2Parameters.FullRounds / 2;

    /// <summary>Vectors from one word of a state to the next.</summary>
    private static int Stride
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IPermutation.BatchSize / TPacked.Lanes;
    }

    /// <param name="states">[Width][16].</param>
    /// <param name="constants">Round constants in order of use, as Montgomery forms minus p.</param>
    /// <param name="parameters">The width (16 or 24) and the number of partial rounds.</param>
    public static void Permute(TPacked* states, uint* constants, Poseidon2Parameters parameters)
    {
        for (var pass = 0; pass < Stride; pass++)
        {
            PermuteLanes(states + pass, constants, parameters);
        }
    }

    private static void PermuteLanes(TPacked* state, uint* constants, Poseidon2Parameters parameters)
    {
        // The second half of the external layer, adding the four column sums, is left to whoever reads the state next.
        var sums = stackalloc TPacked[4];
        var width = parameters.Width;
        InitialLayer(state, sums, width);
        for (var round = 0; round < HalfFullRounds; round++, constants += width)
        {
            FullRound(state, constants, sums, width);
        }

        AddSums(state, sums, width);
        if (width == 24)
        {
            PartialRounds24(state, constants, parameters.PartialRounds);
        }
        else
        {
            PartialRounds16(state, constants, parameters.PartialRounds);
        }

        constants += parameters.PartialRounds;
        for (var i = 0; i < 4; i++)
        {
            sums[i] = default;
        }

        for (var round = 0; round < HalfFullRounds; round++, constants += width)
        {
            FullRound(state, constants, sums, width);
        }

        AddSums(state, sums, width);
    }

    /// <summary>M on every group of four words; <paramref name="sums"/> receives the sum of the groups.</summary>
    private static void InitialLayer(TPacked* state, TPacked* sums, int width)
    {
        TPacked sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (var end = state + (width * Stride); state < end; state += 4 * Stride)
        {
            MixFour(state, state[0], state[Stride], state[2 * Stride], state[3 * Stride]);
            sum0 += state[0];
            sum1 += state[Stride];
            sum2 += state[2 * Stride];
            sum3 += state[3 * Stride];
        }

        sums[0] = sum0;
        sums[1] = sum1;
        sums[2] = sum2;
        sums[3] = sum3;
    }

    /// <summary>Adds the sums that the previous layer left, then constants, S-boxes and M; <paramref name="sums"/> becomes the new sums.</summary>
    private static void FullRound(TPacked* state, uint* constants, TPacked* sums, int width)
    {
        var (old0, old1, old2, old3) = (sums[0], sums[1], sums[2], sums[3]);
        TPacked sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (var end = state + (width * Stride); state < end; state += 4 * Stride, constants += 4)
        {
            MixFour(
                state,
                TPacked.CubeOfSum(state[0] + old0, constants[0]),
                TPacked.CubeOfSum(state[Stride] + old1, constants[1]),
                TPacked.CubeOfSum(state[2 * Stride] + old2, constants[2]),
                TPacked.CubeOfSum(state[3 * Stride] + old3, constants[3]));
            sum0 += state[0];
            sum1 += state[Stride];
            sum2 += state[2 * Stride];
            sum3 += state[3 * Stride];
        }

        sums[0] = sum0;
        sums[1] = sum1;
        sums[2] = sum2;
        sums[3] = sum3;
    }

    private static void AddSums(TPacked* state, TPacked* sums, int width)
    {
        for (var i = 0; i < width; i++)
        {
            state[i * Stride] += sums[i & 3];
        }
    }

    /// <summary>M = circ(2, 3, 1, 1) times (a, b, c, d), to four words of the state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MixFour(TPacked* state, TPacked a, TPacked b, TPacked c, TPacked d)
    {
        var ab = a + b;
        var cd = c + d;
        var total = ab + cd;
        var totalB = total + b;
        var totalD = total + d;
        state[0] = totalB + ab;
        state[Stride] = totalB + (c + c);
        state[2 * Stride] = totalD + cd;
        state[3 * Stride] = totalD + (a + a);
    }

    /// <summary>Diagonal: -2, the eight of <see cref="SmallMultipliers"/>, then 2^-k and -2^-k.</summary>
    private static void PartialRounds24(TPacked* state, uint* constants, int rounds)
    {
        var word0 = state[0];
        var rest = SumWithoutFirst(state, 24);
        for (var round = 0; round < rounds; round++)
        {
            var cube = TPacked.CubeOfSum(word0, constants[round]);
            var sum = rest + cube;
            word0 = rest - cube;
            rest = SmallMultipliers(state, sum) + (PositiveQuotients24(state, sum) + NegativeQuotients24(state, sum));
        }

        state[0] = word0;
    }

    private static void PartialRounds16(TPacked* state, uint* constants, int rounds)
    {
        var word0 = state[0];
        var rest = SumWithoutFirst(state, 16);
        for (var round = 0; round < rounds; round++)
        {
            var cube = TPacked.CubeOfSum(word0, constants[round]);
            var sum = rest + cube;
            word0 = rest - cube;
            rest = SmallMultipliers(state, sum) + Quotients16(state, sum);
        }

        state[0] = word0;
    }

    private static TPacked SumWithoutFirst(TPacked* state, int width)
    {
        var sum = state[Stride];
        for (var i = 2; i < width; i++)
        {
            sum += state[i * Stride];
        }

        return sum;
    }

    /// <summary>Words 1 to 8: diagonal 1, 2, 1/2, 3, 4, -1/2, -3, -4. Returns the sum of the new words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPacked SmallMultipliers(TPacked* state, TPacked sum)
    {
        var word1 = sum + state[Stride];
        var word2 = sum + state[2 * Stride] + state[2 * Stride];
        state[Stride] = word1;
        state[2 * Stride] = word2;
        var first = word1 + word2;

        var word3 = sum + TPacked.Halve(state[3 * Stride]);
        var word4 = sum + state[4 * Stride] + (state[4 * Stride] + state[4 * Stride]);
        state[3 * Stride] = word3;
        state[4 * Stride] = word4;
        var second = word3 + word4;

        var double5 = state[5 * Stride] + state[5 * Stride];
        var word5 = sum + double5 + double5;
        var word6 = sum - TPacked.Halve(state[6 * Stride]);
        state[5 * Stride] = word5;
        state[6 * Stride] = word6;
        first += word5 + word6;

        var word7 = sum - state[7 * Stride] - (state[7 * Stride] + state[7 * Stride]);
        var double8 = state[8 * Stride] + state[8 * Stride];
        var word8 = sum - double8 - double8;
        state[7 * Stride] = word7;
        state[8 * Stride] = word8;
        second += word7 + word8;
        return first + second;
    }

    /// <summary>Words 9 to 15 of width 24: diagonal 2^-k for k = 8, 2, 3, 4, 5, 6, 24.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPacked PositiveQuotients24(TPacked* state, TPacked sum)
    {
        var first = AddQuotients(state + (9 * Stride), sum, 8, 2);
        var second = AddQuotients(state + (11 * Stride), sum, 3, 4);
        first += AddQuotients(state + (13 * Stride), sum, 5, 6);
        var last = TPacked.AddQuotient(sum, state[15 * Stride], 24);
        state[15 * Stride] = last;
        return first + (second + last);
    }

    /// <summary>Words 16 to 23 of width 24: diagonal -2^-k for k = 8, 3, 4, 5, 6, 7, 9, 24.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPacked NegativeQuotients24(TPacked* state, TPacked sum)
    {
        var first = SubtractQuotients(state + (16 * Stride), sum, 8, 3);
        var second = SubtractQuotients(state + (18 * Stride), sum, 4, 5);
        first += SubtractQuotients(state + (20 * Stride), sum, 6, 7);
        second += SubtractQuotients(state + (22 * Stride), sum, 9, 24);
        return first + second;
    }

    /// <summary>Words 9 to 15 of width 16: diagonal 2^-8, 2^-3, 2^-24, -2^-8, -2^-3, -2^-4, -2^-24.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPacked Quotients16(TPacked* state, TPacked sum)
    {
        var first = AddQuotients(state + (9 * Stride), sum, 8, 3);
        var word11 = TPacked.AddQuotient(sum, state[11 * Stride], 24);
        state[11 * Stride] = word11;
        var second = SubtractQuotients(state + (12 * Stride), sum, 8, 3);
        first += SubtractQuotients(state + (14 * Stride), sum, 4, 24);
        return first + (second + word11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPacked AddQuotients(TPacked* words, TPacked sum, int log0, int log1)
    {
        var word0 = TPacked.AddQuotient(sum, words[0], log0);
        var word1 = TPacked.AddQuotient(sum, words[Stride], log1);
        words[0] = word0;
        words[Stride] = word1;
        return word0 + word1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPacked SubtractQuotients(TPacked* words, TPacked sum, int log0, int log1)
    {
        var word0 = TPacked.SubtractQuotient(sum, words[0], log0);
        var word1 = TPacked.SubtractQuotient(sum, words[Stride], log1);
        words[0] = word0;
        words[Stride] = word1;
        return word0 + word1;
    }
}
