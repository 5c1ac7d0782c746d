// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.Opening;

/// <summary>Passes over two extension vectors g and omega, [5][length] each: variable 0 is the lowest bit of an index, so pairs are neighbours.</summary>
/// <remarks>All methods take ranges of pairs that are multiples of the lanes; pointers stay within the vectors then.</remarks>
internal static unsafe class SumcheckKernel<TPacked>
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    /// <summary>Adds up h(0) = sum g(0, i) omega(0, i) and h(infinity) = sum (g(1, i) - g(0, i)) (omega(1, i) - omega(0, i)) over pairs i.</summary>
    public static void Message(KoalaBear* values, KoalaBear* weights, nint length, int start, int end, out KoalaBearExtension5 atZero, out KoalaBearExtension5 atInfinity)
    {
        PackedExtension5<TPacked> zero = default, infinity = default;
        for (nint pair = start; pair < end; pair += TPacked.Lanes)
        {
            AddProducts(values + (2 * pair), weights + (2 * pair), length, ref zero, ref infinity);
        }

        atZero = Sum(zero);
        atInfinity = Sum(infinity);
    }

    /// <summary>Binds variable 0 of both vectors to r: pair i becomes g(0, i) + r (g(1, i) - g(0, i)) at i of vectors of half the length.</summary>
    public static void Fold(
        KoalaBear* values, KoalaBear* weights, nint length, KoalaBear* newValues, KoalaBear* newWeights, KoalaBearExtension5 r, int start, int end)
    {
        var challenge = PackedExtension5<TPacked>.Broadcast(r);
        for (nint pair = start; pair < end; pair += TPacked.Lanes)
        {
            FoldPairs(values, length, newValues, pair, challenge);
            FoldPairs(weights, length, newWeights, pair, challenge);
        }
    }

    /// <summary>Both in one pass: folds, and adds up the message of the folded vectors while they are in the first-level cache.</summary>
    /// <param name="values">g.</param>
    /// <param name="weights">omega.</param>
    /// <param name="length">Of both.</param>
    /// <param name="newValues">Where folded g goes.</param>
    /// <param name="newWeights">Where folded omega goes.</param>
    /// <param name="r">The challenge.</param>
    /// <param name="start">The first pair of the folded vectors.</param>
    /// <param name="end">Behind the last.</param>
    /// <param name="atZero">The sum for h(0).</param>
    /// <param name="atInfinity">The sum for the coefficient of X^2.</param>
    public static void FoldMessage(
        KoalaBear* values, KoalaBear* weights, nint length, KoalaBear* newValues, KoalaBear* newWeights, KoalaBearExtension5 r, int start, int end,
        out KoalaBearExtension5 atZero, out KoalaBearExtension5 atInfinity)
    {
        var challenge = PackedExtension5<TPacked>.Broadcast(r);
        PackedExtension5<TPacked> zero = default, infinity = default;
        for (nint pair = start; pair < end; pair += TPacked.Lanes)
        {
            var first = 2 * pair;
            FoldPairs(values, length, newValues, first, challenge);
            FoldPairs(values, length, newValues, first + TPacked.Lanes, challenge);
            FoldPairs(weights, length, newWeights, first, challenge);
            FoldPairs(weights, length, newWeights, first + TPacked.Lanes, challenge);
            AddProducts(newValues + first, newWeights + first, length / 2, ref zero, ref infinity);
        }

        atZero = Sum(zero);
        atInfinity = Sum(infinity);
    }

    /// <summary>The sum of all lanes.</summary>
    public static KoalaBearExtension5 Sum(PackedExtension5<TPacked> value)
    {
        // Safe: the block has room for five vectors.
        var lanes = stackalloc KoalaBear[KoalaBearExtension5.Degree * TPacked.Lanes];
        PackedExtension5<TPacked>.Store(value, lanes, TPacked.Lanes);
        var sum = KoalaBearExtension5.Zero;
        for (var i = 0; i < TPacked.Lanes; i++)
        {
            sum += new KoalaBearExtension5(
                lanes[i], lanes[TPacked.Lanes + i], lanes[(2 * TPacked.Lanes) + i], lanes[(3 * TPacked.Lanes) + i], lanes[(4 * TPacked.Lanes) + i]);
        }

        return sum;
    }

    private static void AddProducts(
        KoalaBear* values, KoalaBear* weights, nint length, ref PackedExtension5<TPacked> zero, ref PackedExtension5<TPacked> infinity)
    {
        LoadPairs(values, length, out var even, out var odd);
        LoadPairs(weights, length, out var evenWeight, out var oddWeight);
        zero += even * evenWeight;
        infinity += (odd - even) * (oddWeight - evenWeight);
    }

    private static void FoldPairs(KoalaBear* source, nint length, KoalaBear* destination, nint pair, in PackedExtension5<TPacked> challenge)
    {
        LoadPairs(source + (2 * pair), length, out var even, out var odd);
        PackedExtension5<TPacked>.Store(even + ((odd - even) * challenge), destination + pair, length / 2);
    }

    private static void LoadPairs(KoalaBear* source, nint length, out PackedExtension5<TPacked> even, out PackedExtension5<TPacked> odd)
    {
        TPacked.LoadPairs(source, out var even0, out var odd0);
        TPacked.LoadPairs(source + length, out var even1, out var odd1);
        TPacked.LoadPairs(source + (2 * length), out var even2, out var odd2);
        TPacked.LoadPairs(source + (3 * length), out var even3, out var odd3);
        TPacked.LoadPairs(source + (4 * length), out var even4, out var odd4);
        even = new(even0, even1, even2, even3, even4);
        odd = new(odd0, odd1, odd2, odd3, odd4);
    }
}
