// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Stark.LogUp;

/// <inheritdoc/>
/// <remarks>
/// Pointers: every method touches only tiles that its counts name, as the interface states; counts are multiples of 16 and so of the lanes.
/// Multiplications in the extension per vector: 3 for a parent, 4 for a pair of the first round, 5 or 4 for a folded entry, 6 for a pair of a later round.
/// </remarks>
internal sealed unsafe class FractionKernel<TPacked> : IFractionKernel
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    private const int Width = FractionTile.Width;
    private const int Element = KoalaBearExtension5.Degree * Width;

    public void Merge(KoalaBear* nodes, KoalaBear* parents, int count)
    {
        for (var i = 0; i < count; i += TPacked.Lanes)
        {
            var source = FractionTile.At(nodes, 2 * i, FractionTile.NodeColumns);
            LoadPairs(source, out var p0, out var p1);
            LoadPairs(source + Element, out var q0, out var q1);
            var destination = FractionTile.At(parents, i, FractionTile.NodeColumns);
            Store((p0 * q1) + (p1 * q0), destination);
            Store(q0 * q1, destination + Element);
        }
    }

    [SkipLocalsInit]
    public KoalaBearExtension5 FirstRound(KoalaBear* nodes, int pairs, KoalaBear* weights, KoalaBearExtension5 lambda)
    {
        var scratch = stackalloc TPacked[2];
        var packedLambda = PackedExtension5<TPacked>.Broadcast(lambda);
        PackedExtension5<TPacked> sum = default;
        for (var i = 0; i < pairs; i += TPacked.Lanes)
        {
            LoadChildren(nodes, 4 * i, 0, scratch, out var a0, out var a1, out var b0, out var b1);
            LoadChildren(nodes, 4 * i, Element, scratch, out var d0, out var d1, out var e0, out var e1);
            var d = d1 - d0;
            var a = (a1 - a0) + (packedLambda * d);
            var quadratic = (a * (e1 - e0)) + ((b1 - b0) * d);
            sum += quadratic * Load(FractionTile.At(weights, i, KoalaBearExtension5.Degree));
        }

        return Sum(sum);
    }

    public RoundSums Fold(KoalaBear* source, KoalaBear* destination, int pairs, KoalaBear* weights, in FoldStep fold)
    {
        var challenge = PackedExtension5<TPacked>.Broadcast(fold.Challenge);
        var lambda = PackedExtension5<TPacked>.Broadcast(fold.Lambda);
        PackedExtension5<TPacked> values = default;
        PackedExtension5<TPacked> quadratics = default;
        for (var i = 0; i < pairs; i += TPacked.Lanes)
        {
            var folded = FractionTile.At(destination, 2 * i, FractionTile.EntryColumns);
            if (fold.IsFirst)
            {
                FoldNodes(source, 8 * i, folded, challenge, lambda);
                FoldNodes(source, (8 * i) + (4 * TPacked.Lanes), folded + TPacked.Lanes, challenge, lambda);
            }
            else
            {
                FoldEntries(source, 4 * i, folded, challenge);
                FoldEntries(source, (4 * i) + (2 * TPacked.Lanes), folded + TPacked.Lanes, challenge);
            }

            if (weights is not null)
            {
                LoadPairs(folded, out var a0, out var a1);
                LoadPairs(folded + Element, out var b0, out var b1);
                LoadPairs(folded + (2 * Element), out var d0, out var d1);
                LoadPairs(folded + (3 * Element), out var e0, out var e1);
                var weight = Load(FractionTile.At(weights, i, KoalaBearExtension5.Degree));
                quadratics += (((a1 - a0) * (e1 - e0)) + ((b1 - b0) * (d1 - d0))) * weight;
                values += ((fold.AtZero ? (a0 * e0) + (b0 * d0) : (a1 * e1) + (b1 * d1)) - lambda) * weight;
            }
        }

        return new(Sum(values), Sum(quadratics));
    }

    /// <summary>One vector of entries from the nodes <paramref name="first"/> ..: folds the children, then a = p0 + lambda q0.</summary>
    [SkipLocalsInit]
    private static void FoldNodes(
        KoalaBear* nodes, int first, KoalaBear* destination, in PackedExtension5<TPacked> challenge, in PackedExtension5<TPacked> lambda)
    {
        var scratch = stackalloc TPacked[2];
        LoadChildren(nodes, first, Element, scratch, out var low0, out var high0, out var low1, out var high1);
        var d = low0 + ((high0 - low0) * challenge);
        Store(d, destination + (2 * Element));
        Store(low1 + ((high1 - low1) * challenge), destination + (3 * Element));
        LoadChildren(nodes, first, 0, scratch, out low0, out high0, out low1, out high1);
        Store(low0 + ((high0 - low0) * challenge) + (d * lambda), destination);
        Store(low1 + ((high1 - low1) * challenge), destination + Element);
    }

    /// <summary>One vector of entries from twice as many.</summary>
    private static void FoldEntries(KoalaBear* entries, int first, KoalaBear* destination, in PackedExtension5<TPacked> challenge)
    {
        var source = FractionTile.At(entries, first, FractionTile.EntryColumns);
        for (var array = 0; array < 4; array++)
        {
            LoadPairs(source + (array * Element), out var low, out var high);
            Store(low + ((high - low) * challenge), destination + (array * Element));
        }
    }

    /// <summary>Separates nodes 4i, 4i + 2 (even children) and 4i + 1, 4i + 3 (odd children) of one column for a vector of i.</summary>
    private static void LoadChildren(
        KoalaBear* nodes,
        int first,
        int column,
        TPacked* scratch,
        out PackedExtension5<TPacked> evenLow,
        out PackedExtension5<TPacked> evenHigh,
        out PackedExtension5<TPacked> oddLow,
        out PackedExtension5<TPacked> oddHigh)
    {
        var source = FractionTile.At(nodes, first, FractionTile.NodeColumns) + column;
        var next = FractionTile.At(nodes, first + (2 * TPacked.Lanes), FractionTile.NodeColumns) + column;
        LoadQuads(source, next, scratch, out var el0, out var eh0, out var ol0, out var oh0);
        LoadQuads(source + Width, next + Width, scratch, out var el1, out var eh1, out var ol1, out var oh1);
        LoadQuads(source + (2 * Width), next + (2 * Width), scratch, out var el2, out var eh2, out var ol2, out var oh2);
        LoadQuads(source + (3 * Width), next + (3 * Width), scratch, out var el3, out var eh3, out var ol3, out var oh3);
        LoadQuads(source + (4 * Width), next + (4 * Width), scratch, out var el4, out var eh4, out var ol4, out var oh4);
        evenLow = new(el0, el1, el2, el3, el4);
        evenHigh = new(eh0, eh1, eh2, eh3, eh4);
        oddLow = new(ol0, ol1, ol2, ol3, ol4);
        oddHigh = new(oh0, oh1, oh2, oh3, oh4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadQuads(
        KoalaBear* source, KoalaBear* next, TPacked* scratch, out TPacked evenLow, out TPacked evenHigh, out TPacked oddLow, out TPacked oddHigh)
    {
        TPacked.LoadPairs(source, out var even0, out var odd0);
        TPacked.LoadPairs(next, out var even1, out var odd1);
        scratch[0] = even0;
        scratch[1] = even1;
        TPacked.LoadPairs((KoalaBear*)scratch, out evenLow, out evenHigh);
        scratch[0] = odd0;
        scratch[1] = odd1;
        TPacked.LoadPairs((KoalaBear*)scratch, out oddLow, out oddHigh);
    }

    private static void LoadPairs(KoalaBear* source, out PackedExtension5<TPacked> even, out PackedExtension5<TPacked> odd)
    {
        TPacked.LoadPairs(source, out var even0, out var odd0);
        TPacked.LoadPairs(source + Width, out var even1, out var odd1);
        TPacked.LoadPairs(source + (2 * Width), out var even2, out var odd2);
        TPacked.LoadPairs(source + (3 * Width), out var even3, out var odd3);
        TPacked.LoadPairs(source + (4 * Width), out var even4, out var odd4);
        even = new(even0, even1, even2, even3, even4);
        odd = new(odd0, odd1, odd2, odd3, odd4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PackedExtension5<TPacked> Load(KoalaBear* source) => PackedExtension5<TPacked>.Load(source, Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(in PackedExtension5<TPacked> value, KoalaBear* destination) =>
        PackedExtension5<TPacked>.Store(value, destination, Width);

    /// <summary>The sum of all lanes.</summary>
    private static KoalaBearExtension5 Sum(in PackedExtension5<TPacked> lanes)
    {
        var elements = stackalloc KoalaBear[KoalaBearExtension5.Degree * TPacked.Lanes];
        PackedExtension5<TPacked>.Store(lanes, elements, TPacked.Lanes);
        Span<KoalaBear> sums = stackalloc KoalaBear[KoalaBearExtension5.Degree];
        for (var i = 0; i < KoalaBearExtension5.Degree * TPacked.Lanes; i++)
        {
            sums[i / TPacked.Lanes] += elements[i];
        }

        return new(sums);
    }
}
