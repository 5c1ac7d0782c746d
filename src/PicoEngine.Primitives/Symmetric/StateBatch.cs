// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Primitives.Poseidon2;

namespace PicoEngine.Primitives.Symmetric;

/// <summary>Moves between a batch of states, [24][16], and digests, one after the other.</summary>
/// <remarks>Words change places in whole vectors: one by one, they took as long as half a permutation.</remarks>
internal static unsafe class StateBatch
{
    private const int Batch = IPermutation.BatchSize;

    /// <summary>Words of two digests, one behind the other.</summary>
    public const int PairLength = 2 * Digest.Length;

    /// <summary>Writes words 0 to 8 of the first states of the batch.</summary>
    public static void CopyDigests(ReadOnlySpan<KoalaBear> states, Span<Digest> digests)
    {
        // Safe: 16 states of 24 words are there, and room for 16 digests and a vector.
        var words = stackalloc KoalaBear[(Batch * Digest.Length) + Batch];
        fixed (KoalaBear* source = states[..(Sponge.Width * Batch)])
        {
            if (PackedKoalaBear512.IsSupported)
            {
                CopyDigests<PackedKoalaBear512>(source, words);
            }
            else if (PackedKoalaBear256.IsSupported)
            {
                CopyDigests<PackedKoalaBear256>(source, words);
            }
            else
            {
                CopyDigests<PackedKoalaBear1>(source, words);
            }
        }

        new ReadOnlySpan<Digest>(words, digests.Length).CopyTo(digests);
    }

    /// <summary>Writes sixteen pairs of digests to words 0 to 17 of the states.</summary>
    public static void FillPairs(ReadOnlySpan<Digest> children, Span<KoalaBear> states)
    {
        // Safe: the slices are what is read and written.
        fixed (KoalaBear* source = MemoryMarshal.Cast<Digest, KoalaBear>(children[..(2 * Batch)]))
        fixed (KoalaBear* target = states[..(PairLength * Batch)])
        {
            if (PackedKoalaBear512.IsSupported)
            {
                FillPairs<PackedKoalaBear512>(source, target);
            }
            else if (PackedKoalaBear256.IsSupported)
            {
                FillPairs<PackedKoalaBear256>(source, target);
            }
            else
            {
                FillPairs<PackedKoalaBear1>(source, target);
            }
        }
    }

    [SkipLocalsInit]
    private static void CopyDigests<TPacked>(KoalaBear* states, KoalaBear* words)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        var lanes = TPacked.Lanes;
        var rows = stackalloc TPacked[lanes];
        var block = stackalloc KoalaBear[lanes * lanes];
        for (var first = 0; first < Batch; first += lanes)
        {
            for (var word = 0; word < Digest.Length; word += lanes)
            {
                for (var i = 0; i < lanes; i++)
                {
                    rows[i] = TPacked.Load(states + ((word + i) * Batch) + first);
                }

                TPacked.Transpose(rows, block, lanes);
                var count = Math.Min(Digest.Length - word, lanes);
                for (var i = 0; i < lanes; i++)
                {
                    new ReadOnlySpan<KoalaBear>(block + (i * lanes), count).CopyTo(new(words + ((first + i) * Digest.Length) + word, count));
                }
            }
        }
    }

    [SkipLocalsInit]
    private static void FillPairs<TPacked>(KoalaBear* children, KoalaBear* states)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        var lanes = TPacked.Lanes;
        var rows = stackalloc TPacked[lanes];
        for (var first = 0; first < Batch; first += lanes)
        {
            // The last block begins where it ends with the pair, and writes some words again.
            for (var block = 0; block < PairLength; block += lanes)
            {
                var word = Math.Min(block, PairLength - lanes);
                for (var i = 0; i < lanes; i++)
                {
                    rows[i] = TPacked.Load(children + ((first + i) * PairLength) + word);
                }

                TPacked.Transpose(rows, states + (word * Batch) + first, Batch);
            }
        }
    }
}
