// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using PicoEngine.Fields;
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
        MixAll(state, sums, width);
        for (var round = 0; round < HalfFullRounds; round++, constants += width)
        {
            FullRound(state, constants, sums, width);
        }

        var total = AddSums(state, sums, width);
        if (width == 24)
        {
            PartialRounds24(state, total, constants, parameters.PartialRounds);
        }
        else
        {
            PartialRounds16(state, total, constants, parameters.PartialRounds);
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
    private static void MixAll(TPacked* state, TPacked* sums, int width)
    {
        TPacked sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (var end = state + (width * Stride); state < end; state += 4 * Stride)
        {
            var (a, b, c, d) = (state[0], state[Stride], state[2 * Stride], state[3 * Stride]);
            MixFour(ref a, ref b, ref c, ref d);
            state[0] = a;
            state[Stride] = b;
            state[2 * Stride] = c;
            state[3 * Stride] = d;
            sum0 += a;
            sum1 += b;
            sum2 += c;
            sum3 += d;
        }

        sums[0] = sum0;
        sums[1] = sum1;
        sums[2] = sum2;
        sums[3] = sum3;
    }

    /// <summary>Adds the sums that the previous layer left, then constants, S-boxes and M; <paramref name="sums"/> becomes the new sums.</summary>
    /// <remarks>Two loops, not one: the layer is one long chain of short steps, and behind the S-boxes of its own words it would wait for them.</remarks>
    private static void FullRound(TPacked* state, uint* constants, TPacked* sums, int width)
    {
        CubeAll(state, constants, sums, width);
        MixAll(state, sums, width);
    }

    private static void CubeAll(TPacked* state, uint* constants, TPacked* sums, int width)
    {
        var (sum0, sum1, sum2, sum3) = (sums[0], sums[1], sums[2], sums[3]);
        for (var end = state + (width * Stride); state < end; state += 4 * Stride, constants += 4)
        {
            state[0] = TPacked.CubeOfSum(state[0] + sum0, constants[0]);
            state[Stride] = TPacked.CubeOfSum(state[Stride] + sum1, constants[1]);
            state[2 * Stride] = TPacked.CubeOfSum(state[2 * Stride] + sum2, constants[2]);
            state[3 * Stride] = TPacked.CubeOfSum(state[3 * Stride] + sum3, constants[3]);
        }
    }

    /// <summary>Ends an external layer. Returns the sum of all words.</summary>
    private static TPacked AddSums(TPacked* state, TPacked* sums, int width)
    {
        var (sum0, sum1, sum2, sum3) = (sums[0], sums[1], sums[2], sums[3]);
        TPacked total0 = default, total1 = default, total2 = default, total3 = default;
        for (var end = state + (width * Stride); state < end; state += 4 * Stride)
        {
            var (a, b, c, d) = (state[0] + sum0, state[Stride] + sum1, state[2 * Stride] + sum2, state[3 * Stride] + sum3);
            state[0] = a;
            state[Stride] = b;
            state[2 * Stride] = c;
            state[3 * Stride] = d;
            total0 += a;
            total1 += b;
            total2 += c;
            total3 += d;
        }

        return (total0 + total1) + (total2 + total3);
    }

    /// <summary>M = circ(2, 3, 1, 1) times (a, b, c, d).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MixFour(ref TPacked a, ref TPacked b, ref TPacked c, ref TPacked d)
    {
        var ab = a + b;
        var cd = c + d;
        var doubleA = a + a;
        var doubleC = c + c;
        var total = ab + cd;
        var totalB = total + b;
        var totalD = total + d;
        a = totalB + ab;
        b = totalB + doubleC;
        c = totalD + cd;
        d = totalD + doubleA;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PartialRounds24(TPacked* state, TPacked total, uint* constants, int rounds) =>
        PartialRounds(state, total, constants, rounds, 24);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PartialRounds16(TPacked* state, TPacked total, uint* constants, int rounds) =>
        PartialRounds(state, total, constants, rounds, 16);

    /// <summary>All partial rounds of width 24 or 16, a literal, so that each gets a loop of its own without calls.</summary>
    /// <remarks>
    /// With z the cubed word 0 and s the sum of all words, a round is: word 0 becomes s - 2 z, word i becomes s + d_i word i. The loop keeps the terms
    /// d_i word i instead of the words, so that the sum of the new words, (width - 1) s + (sum of terms), is known as soon as s is, and the long chain
    /// z, s, word 0, next z runs beside the work on the other words instead of before it.
    /// Terms with a negative d_i are kept without the sign.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PartialRounds(TPacked* state, TPacked total, uint* constants, int rounds, int width)
    {
        var others = stackalloc FixedFactor[1];
        *others = new FixedFactor(KoalaBear.FromCanonical((uint)width - 1));
        var word0 = state[0];
        var rest = total - word0;
        var terms = FirstTerms(state, width);
        var cube = TPacked.CubeOfSum(word0, *constants);
        for (var last = constants + rounds - 1; constants < last;)
        {
            var sum = rest + cube;
            word0 = rest - cube;
            cube = TPacked.CubeOfSum(word0, *++constants);
            rest = TPacked.Multiply(sum, others) + terms;
            terms = UpdateTerms(state, sum, width);
        }

        state[0] = rest - cube;
        AddTerms(state, rest + cube, width);
    }

    /// <summary>From words to terms: an update with a sum of zero, for words that have the signs of terms.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TPacked FirstTerms(TPacked* state, int width)
    {
        for (var i = 1; i < width; i++)
        {
            if (IsSubtracted(i, width))
            {
                state[i * Stride] = -state[i * Stride];
            }
        }

        return UpdateTerms(state, default, width);
    }

    /// <summary>From terms back to words.</summary>
    private static void AddTerms(TPacked* state, TPacked sum, int width)
    {
        for (var i = 1; i < width; i++)
        {
            state[i * Stride] = IsSubtracted(i, width) ? sum - state[i * Stride] : sum + state[i * Stride];
        }
    }

    /// <summary>Words with a negative diagonal entry: 6, 7, 8 and those behind the positive quotients, of which width 24 has seven and width 16 three.</summary>
    private static bool IsSubtracted(int word, int width) => word is >= 6 and <= 8 || word >= (width == 24 ? 16 : 12);

    /// <summary>From the terms and the sum of a round to its words, and from them to the terms of the next round. Returns the sum of those.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPacked UpdateTerms(TPacked* state, TPacked sum, int width) => width == 24
        ? AddedQuotients24(state, sum) - SubtractedQuotients24(state, sum) + SmallTerms(state, sum)
        : Quotients16(state, sum) + SmallTerms(state, sum);

    /// <summary>Words 1 to 8: diagonal 1, 2, 1/2, 3, 4, -1/2, -3, -4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPacked SmallTerms(TPacked* state, TPacked sum)
    {
        var term1 = sum + state[Stride];
        var word2 = sum + state[2 * Stride];
        var term3 = TPacked.Halve(sum + state[3 * Stride]);
        var word4 = sum + state[4 * Stride];
        var word5 = sum + state[5 * Stride];
        var term6 = TPacked.Halve(sum - state[6 * Stride]);
        var word7 = sum - state[7 * Stride];
        var word8 = sum - state[8 * Stride];
        var term2 = word2 + word2;
        var double4 = word4 + word4;
        var double5 = word5 + word5;
        var double7 = word7 + word7;
        var double8 = word8 + word8;
        var term4 = double4 + word4;
        var term5 = double5 + double5;
        var term7 = double7 + word7;
        var term8 = double8 + double8;
        state[Stride] = term1;
        state[2 * Stride] = term2;
        state[3 * Stride] = term3;
        state[4 * Stride] = term4;
        state[5 * Stride] = term5;
        state[6 * Stride] = term6;
        state[7 * Stride] = term7;
        state[8 * Stride] = term8;
        return (term1 + term2) + (term3 + term4) + (term5 - term6) - (term7 + term8);
    }

    /// <summary>Words 9 to 15 of width 24: diagonal 2^-k for k = 8, 2, 3, 4, 5, 6, 24.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPacked AddedQuotients24(TPacked* state, TPacked sum)
    {
        state += 9 * Stride;
        var first = Added(state, sum, 8) + Added(state + Stride, sum, 2);
        var second = Added(state + (2 * Stride), sum, 3) + Added(state + (3 * Stride), sum, 4);
        first += Added(state + (4 * Stride), sum, 5) + Added(state + (5 * Stride), sum, 6);
        second += Added(state + (6 * Stride), sum, 24);
        return first + second;
    }

    /// <summary>Words 16 to 23 of width 24: diagonal -2^-k for k = 8, 3, 4, 5, 6, 7, 9, 24.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPacked SubtractedQuotients24(TPacked* state, TPacked sum)
    {
        state += 16 * Stride;
        var first = Subtracted(state, sum, 8) + Subtracted(state + Stride, sum, 3);
        var second = Subtracted(state + (2 * Stride), sum, 4) + Subtracted(state + (3 * Stride), sum, 5);
        first += Subtracted(state + (4 * Stride), sum, 6) + Subtracted(state + (5 * Stride), sum, 7);
        second += Subtracted(state + (6 * Stride), sum, 9) + Subtracted(state + (7 * Stride), sum, 24);
        return first + second;
    }

    /// <summary>Words 9 to 15 of width 16: diagonal 2^-8, 2^-3, 2^-24, -2^-8, -2^-3, -2^-4, -2^-24.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPacked Quotients16(TPacked* state, TPacked sum)
    {
        state += 9 * Stride;
        var added = Added(state, sum, 8) + Added(state + Stride, sum, 3);
        added += Added(state + (2 * Stride), sum, 24);
        var subtracted = Subtracted(state + (3 * Stride), sum, 8) + Subtracted(state + (4 * Stride), sum, 3);
        subtracted += Subtracted(state + (5 * Stride), sum, 4) + Subtracted(state + (6 * Stride), sum, 24);
        return added - subtracted;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPacked Added(TPacked* slot, TPacked sum, int log)
    {
        var term = TPacked.Quotient(sum + *slot, log);
        *slot = term;
        return term;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPacked Subtracted(TPacked* slot, TPacked sum, int log)
    {
        var term = TPacked.Quotient(sum - *slot, log);
        *slot = term;
        return term;
    }
}
