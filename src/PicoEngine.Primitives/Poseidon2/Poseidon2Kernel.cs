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
    internal static int Stride
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
        Poseidon2PartialRounds<TPacked>.Run(state, total, constants, parameters);
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
}
