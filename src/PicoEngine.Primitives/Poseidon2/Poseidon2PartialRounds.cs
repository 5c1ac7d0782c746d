// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Primitives.Poseidon2;

/// <summary>The partial rounds of <see cref="Poseidon2Kernel{TPacked}"/>.</summary>
/// <remarks>
/// With z the cubed word 0 and s the sum of all words, a round is: word 0 becomes s - 2 z, word i becomes s + d_i word i. The loop keeps the terms
/// d_i word i instead of the words, so that the sum of the new words, (width - 1) s + (sum of terms), is known as soon as s is, and the long chain
/// z, s, word 0, next z runs beside the work on the other words instead of before it (105 cycles a round of width 24 instead of 135, Zen 5).
/// Terms with a negative d_i are kept without the sign. Every d_i is a small integer or a power of two, so no term needs a general product.
/// </remarks>
internal static unsafe class Poseidon2PartialRounds<TPacked>
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    private static int Stride
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Poseidon2Kernel<TPacked>.Stride;
    }

    /// <param name="state">The words of one lane column, <see cref="Stride"/> vectors apart.</param>
    /// <param name="total">The sum of all words.</param>
    /// <param name="constants">The constants of the partial rounds as Montgomery forms minus p.</param>
    /// <param name="parameters">Width 24 or 16: their diagonals are written out below.</param>
    public static void Run(TPacked* state, TPacked total, uint* constants, Poseidon2Parameters parameters)
    {
        if (parameters.Width == 24)
        {
            Run24(state, total, constants, parameters.PartialRounds);
        }
        else
        {
            Run16(state, total, constants, parameters.PartialRounds);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run24(TPacked* state, TPacked total, uint* constants, int rounds) => Run(state, total, constants, rounds, 24);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run16(TPacked* state, TPacked total, uint* constants, int rounds) => Run(state, total, constants, rounds, 16);

    // Width is a literal at both call sites, so that each gets a loop of its own without calls.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run(TPacked* state, TPacked total, uint* constants, int rounds, int width)
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
