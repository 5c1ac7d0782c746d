// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <inheritdoc/>
/// <remarks>
/// Pointers: every method touches only tiles that its counts name, as the interface states, and its own scratch; counts are multiples of 16 and so of the
/// lanes. Scratch is aligned by hand: the stack is not, and vectors across two cache lines cost twice.
/// Multiplications in the extension per vector: 3 for a parent, 4 for a pair of the first round, 5 or 4 for a folded entry, 6 for a pair of a later round.
/// </remarks>
/// <param name="streamedBytes">What is longer does not stay in third-level caches until it is read.</param>
internal sealed unsafe class FractionKernel<TPacked>(long streamedBytes = FractionKernel<TPacked>.DefaultStreamedBytes) : IFractionKernel
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    private const long DefaultStreamedBytes = 32 << 20;
    private const int Width = FractionTile.Width;
    private const int Element = KoalaBearExtension5.Degree * Width;
    private const int Degree = KoalaBearExtension5.Degree;
    private const int Alignment = 64;

    // Nodes are read once per pass, 40 bytes for four products or less: the next tiles must be under way. Four tiles are two steps of the widest vectors.
    private const int Ahead = 4 * Width * FractionTile.NodeColumns;

    // Places of elements in scratch, sixteen at most.
    private const int ScratchElements = 16;
    private const int A = 0;
    private const int B = 1;
    private const int D = 2;
    private const int E = 3;
    private const int DifferenceOf = 4;
    private const int Product = 8;
    private const int Challenge = 9;
    private const int Lambda = 10;
    private const int Values = 11;
    private const int Quadratics = 12;
    private const int FoldedD = 13;

    // A tile of entries that is not written to memory until it is complete.
    private const int TileBytes = FractionTile.EntryColumns * Width * sizeof(uint);

    private static int Lanes => TPacked.Lanes;

    private static int ScratchBytes => (ScratchElements * Degree * Lanes * sizeof(uint)) + Alignment;

    public long StreamedBytes => streamedBytes;

    [SkipLocalsInit]
    public void Merge(KoalaBear* nodes, KoalaBear* parents, int count, bool pastCaches)
    {
        var memory = stackalloc byte[ScratchBytes];
        var scratch = Align(memory);
        for (var i = 0; i < count; i += Lanes)
        {
            var source = FractionTile.At(nodes, 2 * i, FractionTile.NodeColumns);
            var destination = FractionTile.At(parents, i, FractionTile.NodeColumns);
            var numerator = pastCaches ? At(scratch, A) : destination;
            var denominator = pastCaches ? At(scratch, B) : destination + Element;
            var stride = pastCaches ? Lanes : Width;
            LoadPairs(source, At(scratch, A), At(scratch, B));
            LoadPairs(source + Element, At(scratch, D), At(scratch, E));
            PackedProducts.Multiply<TPacked>(At(scratch, Product), Lanes, At(scratch, A), At(scratch, E), Lanes);
            PackedProducts.MultiplyAdd<TPacked>(numerator, stride, At(scratch, Product), At(scratch, B), At(scratch, D), Lanes);
            PackedProducts.Multiply<TPacked>(denominator, stride, At(scratch, D), At(scratch, E), Lanes);
            for (var k = 0; pastCaches && k < FractionTile.NodeColumns; k++)
            {
                // B stands behind A.
                TPacked.StoreStreaming(TPacked.Load(numerator + (k * Lanes)), destination + (k * Width));
            }
        }
    }

    [SkipLocalsInit]
    public KoalaBearExtension5 FirstRound(KoalaBear* nodes, int pairs, KoalaBear* weights, KoalaBearExtension5 lambda)
    {
        var memory = stackalloc byte[ScratchBytes];
        var scratch = Align(memory);
        Broadcast(lambda, At(scratch, Lambda));
        Broadcast(KoalaBearExtension5.Zero, At(scratch, Quadratics));
        for (var i = 0; i < pairs; i += Lanes)
        {
            // Only the differences enter the coefficient of X^2: (dp0 + lambda dq0) dq1 + dp1 dq0.
            LoadChildren(nodes, 4 * i, 0, At(scratch, A), At(scratch, DifferenceOf + A), At(scratch, B), At(scratch, DifferenceOf + B));
            LoadChildren(nodes, 4 * i, Element, At(scratch, D), At(scratch, DifferenceOf + D), At(scratch, E), At(scratch, DifferenceOf + E));
            var a = At(scratch, DifferenceOf + A);
            PackedProducts.MultiplyAdd<TPacked>(a, Lanes, a, At(scratch, DifferenceOf + D), At(scratch, Lambda), Lanes);
            AddQuadratics(scratch, FractionTile.At(weights, i, Degree));
        }

        return Sum(At(scratch, Quadratics));
    }

    [SkipLocalsInit]
    public RoundSums Fold(KoalaBear* source, KoalaBear* destination, int pairs, KoalaBear* weights, in FoldStep fold)
    {
        var memory = stackalloc byte[ScratchBytes + TileBytes];
        var scratch = Align(memory);
        var tile = At(scratch, ScratchElements);
        Broadcast(fold.Lambda, At(scratch, Lambda));
        Broadcast(fold.Challenge, At(scratch, Challenge));
        Broadcast(KoalaBearExtension5.Zero, At(scratch, Values));
        Broadcast(KoalaBearExtension5.Zero, At(scratch, Quadratics));
        for (var i = 0; i < pairs; i += Lanes)
        {
            var entries = FractionTile.At(destination, 2 * i, FractionTile.EntryColumns);
            var folded = fold.PastCaches ? tile + (2 * i & (Width - 1)) : entries;
            if (fold.IsFirst)
            {
                FoldNodes(source, 8 * i, folded, scratch);
                FoldNodes(source, (8 * i) + (4 * Lanes), folded + Lanes, scratch);
            }
            else
            {
                FoldEntries(source, 4 * i, folded, scratch);
                FoldEntries(source, (4 * i) + (2 * Lanes), folded + Lanes, scratch);
            }

            if (weights is not null)
            {
                AddMessage(folded, FractionTile.At(weights, i, Degree), fold.AtZero, scratch);
            }

            for (var k = 0; fold.PastCaches && k < FractionTile.EntryColumns * Width; k += Width)
            {
                TPacked.StoreStreaming(TPacked.Load(folded + k), entries + k);
                TPacked.StoreStreaming(TPacked.Load(folded + k + Lanes), entries + k + Lanes);
            }
        }

        return new(Sum(At(scratch, Values)), Sum(At(scratch, Quadratics)));
    }

    /// <summary>One vector of entries from the nodes <paramref name="first"/> ..: folds the children, then a = p0 + lambda q0.</summary>
    private static void FoldNodes(KoalaBear* nodes, int first, KoalaBear* destination, KoalaBear* scratch)
    {
        var (even, odd) = (A, B);
        LoadChildren(
            nodes, first, Element, At(scratch, even), At(scratch, DifferenceOf + even), At(scratch, odd), At(scratch, DifferenceOf + odd));
        FoldOne(scratch, even, At(scratch, FoldedD), Lanes);
        FoldOne(scratch, odd, destination + (3 * Element), Width);
        for (var i = 0; i < Degree; i++)
        {
            TPacked.Store(TPacked.Load(At(scratch, FoldedD) + (i * Lanes)), destination + (2 * Element) + (i * Width));
        }

        LoadChildren(nodes, first, 0, At(scratch, even), At(scratch, DifferenceOf + even), At(scratch, odd), At(scratch, DifferenceOf + odd));
        FoldOne(scratch, even, At(scratch, Product), Lanes);
        PackedProducts.MultiplyAdd<TPacked>(destination, Width, At(scratch, Product), At(scratch, FoldedD), At(scratch, Lambda), Lanes);
        FoldOne(scratch, odd, destination + Element, Width);
    }

    /// <summary>One vector of entries from twice as many.</summary>
    private static void FoldEntries(KoalaBear* entries, int first, KoalaBear* destination, KoalaBear* scratch)
    {
        var source = FractionTile.At(entries, first, FractionTile.EntryColumns);
        for (var array = 0; array < 4; array++)
        {
            LoadDifferences(source + (array * Element), isHigh: false, At(scratch, A), At(scratch, DifferenceOf + A));
            FoldOne(scratch, A, destination + (array * Element), Width);
        }
    }

    /// <summary>low + challenge (high - low).</summary>
    private static void FoldOne(KoalaBear* scratch, int place, KoalaBear* destination, nint stride) => PackedProducts.MultiplyAdd<TPacked>(
        destination, stride, At(scratch, place), At(scratch, DifferenceOf + place), At(scratch, Challenge), Lanes);

    /// <summary>Adds one vector of pairs of folded entries to both sums.</summary>
    private static void AddMessage(KoalaBear* folded, KoalaBear* weight, bool atZero, KoalaBear* scratch)
    {
        for (var array = 0; array < 4; array++)
        {
            LoadDifferences(folded + (array * Element), !atZero, At(scratch, array), At(scratch, DifferenceOf + array));
        }

        AddQuadratics(scratch, weight);
        var product = At(scratch, Product);
        PackedProducts.Multiply<TPacked>(product, Lanes, At(scratch, A), At(scratch, E), Lanes);
        PackedProducts.MultiplyAdd<TPacked>(product, Lanes, product, At(scratch, B), At(scratch, D), Lanes);
        for (var i = 0; i < Degree * Lanes; i += Lanes)
        {
            TPacked.Store(TPacked.Load(product + i) - TPacked.Load(At(scratch, Lambda) + i), product + i);
        }

        PackedProducts.MultiplyAdd<TPacked>(At(scratch, Values), Lanes, At(scratch, Values), product, weight, Width);
    }

    /// <summary>Adds weight (da de + db dd).</summary>
    private static void AddQuadratics(KoalaBear* scratch, KoalaBear* weight)
    {
        var product = At(scratch, Product);
        PackedProducts.Multiply<TPacked>(product, Lanes, At(scratch, DifferenceOf + A), At(scratch, DifferenceOf + E), Lanes);
        PackedProducts.MultiplyAdd<TPacked>(product, Lanes, product, At(scratch, DifferenceOf + B), At(scratch, DifferenceOf + D), Lanes);
        PackedProducts.MultiplyAdd<TPacked>(At(scratch, Quadratics), Lanes, At(scratch, Quadratics), product, weight, Width);
    }

    /// <summary>For a vector of i, entries 4i (even child) and 4i + 1 (odd child) of one column, and how far 4i + 2 and 4i + 3 lie from them.</summary>
    private static void LoadChildren(
        KoalaBear* nodes, int first, int column, KoalaBear* even, KoalaBear* evenDifference, KoalaBear* odd, KoalaBear* oddDifference)
    {
        var source = FractionTile.At(nodes, first, FractionTile.NodeColumns) + column;
        var next = FractionTile.At(nodes, first + (2 * Lanes), FractionTile.NodeColumns) + column;
        for (var i = 0; i < Degree; i++)
        {
            Prefetch(source + (i * Width) + Ahead);
            Prefetch(next + (i * Width) + Ahead);
            TPacked.LoadPairs(source + (i * Width), out var even0, out var odd0);
            TPacked.LoadPairs(next + (i * Width), out var even1, out var odd1);
            TPacked.SeparatePairs(even0, even1, out var low, out var high);
            TPacked.Store(low, even + (i * Lanes));
            TPacked.Store(high - low, evenDifference + (i * Lanes));
            TPacked.SeparatePairs(odd0, odd1, out low, out high);
            TPacked.Store(low, odd + (i * Lanes));
            TPacked.Store(high - low, oddDifference + (i * Lanes));
        }
    }

    /// <summary>Entries 2i, or 2i + 1 when high, and how far 2i + 1 lies from 2i.</summary>
    private static void LoadDifferences(KoalaBear* source, bool isHigh, KoalaBear* value, KoalaBear* difference)
    {
        for (var i = 0; i < Degree; i++)
        {
            TPacked.LoadPairs(source + (i * Width), out var low, out var high);
            TPacked.Store(isHigh ? high : low, value + (i * Lanes));
            TPacked.Store(high - low, difference + (i * Lanes));
        }
    }

    private static void LoadPairs(KoalaBear* source, KoalaBear* even, KoalaBear* odd)
    {
        for (var i = 0; i < Degree; i++)
        {
            Prefetch(source + (i * Width) + Ahead);
            TPacked.LoadPairs(source + (i * Width), out var low, out var high);
            TPacked.Store(low, even + (i * Lanes));
            TPacked.Store(high, odd + (i * Lanes));
        }
    }

    /// <summary>Asks for 32 words that a later step reads; addresses behind the end of an array do no harm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(KoalaBear* source)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(source);
            Sse.Prefetch0(source + (Width / 2));
        }
    }

    private static KoalaBear* Align(byte* memory) => (KoalaBear*)(((nint)memory + Alignment - 1) & -Alignment);

    private static KoalaBear* At(KoalaBear* scratch, int place) => scratch + (place * Degree * Lanes);

    private static void Broadcast(KoalaBearExtension5 value, KoalaBear* destination)
    {
        for (var i = 0; i < Degree; i++)
        {
            TPacked.Store(TPacked.Broadcast(value[i]), destination + (i * Lanes));
        }
    }

    /// <summary>The sum of all lanes.</summary>
    private static KoalaBearExtension5 Sum(KoalaBear* lanes)
    {
        Span<KoalaBear> sums = stackalloc KoalaBear[Degree];
        for (var i = 0; i < Degree * Lanes; i++)
        {
            sums[i / Lanes] += lanes[i];
        }

        return new(sums);
    }
}
