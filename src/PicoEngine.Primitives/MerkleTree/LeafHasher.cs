// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using PicoEngine.Fields;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Primitives.MerkleTree;

/// <summary>Hashes the leaves of a column-major matrix, sixteen neighbouring ones at a time: word t of them is contiguous in memory.</summary>
internal sealed unsafe class LeafHasher
{
    private const int Batch = IPermutation.BatchSize;

    private readonly IPermutation _permutation;
    private readonly LeafLayout _layout;

    // For word t of a leaf: where word t of leaf 0 stands in the matrix. Leaf j has it j elements further.
    private readonly nint[] _wordOffsets;

    public LeafHasher(Sponge sponge, LeafLayout layout)
    {
        _permutation = sponge.Permutation;
        _layout = layout;
        _wordOffsets = new nint[layout.LeafWords];
        for (var t = 0; t < _wordOffsets.Length; t++)
        {
            var (row, column) = ((nint)(t / layout.Width), (nint)(t % layout.Width));
            _wordOffsets[t] = (column << layout.LogHeight) + (row << layout.LogLeafCount);
        }
    }

    /// <summary>Copies one leaf, in layout order.</summary>
    public void CopyLeaf(ReadOnlySpan<KoalaBear> matrix, int leafIndex, Span<KoalaBear> words)
    {
        for (var t = 0; t < words.Length; t++)
        {
            words[t] = matrix[(int)_wordOffsets[t] + leafIndex];
        }
    }

    /// <summary>Writes the digests of the leaves start, start + 1, .. to <paramref name="digests"/>.</summary>
    /// <param name="matrix">All columns of the matrix; the caller checked its length against the layout.</param>
    /// <param name="start">The first leaf.</param>
    /// <param name="digests">One per leaf; start plus its length is at most the number of leaves.</param>
    [SkipLocalsInit]
    public void HashLeaves(KoalaBear* matrix, int start, Span<Digest> digests)
    {
        // Every word that a permutation reads is written by FillBlock or by the capacity set-up before it.
        Span<KoalaBear> states = stackalloc KoalaBear[Sponge.Width * Batch];
        for (; !digests.IsEmpty; start += Batch)
        {
            var lanes = Math.Min(digests.Length, Batch);
            StartCapacity(states);
            for (var block = 0; block < _wordOffsets.Length; block += Sponge.Rate)
            {
                FillBlock(matrix + start, _wordOffsets.AsSpan(block, Math.Min(Sponge.Rate, _wordOffsets.Length - block)), lanes, states);
                _permutation.PermuteBatch(states);
            }

            StateBatch.CopyDigests(states, digests[..lanes]);
            digests = digests[lanes..];
        }
    }

    private void StartCapacity(Span<KoalaBear> states)
    {
        states[(Sponge.Rate * Batch)..(Sponge.LengthWord * Batch)].Clear();
        states.Slice(Sponge.LengthWord * Batch, Batch).Fill(KoalaBear.FromCanonical((uint)_layout.LeafWords));
        states.Slice(Sponge.TagWord * Batch, Batch).Fill(KoalaBear.FromCanonical((uint)DomainTag.Leaf));
    }

    private static void FillBlock(KoalaBear* leaves, ReadOnlySpan<nint> offsets, int lanes, Span<KoalaBear> states)
    {
        // Safe: leaf index + lanes stays within the leaves, so every offset + lane is inside the matrix; the state has Rate rows of Batch words.
        fixed (KoalaBear* rows = states[..(Sponge.Rate * Batch)])
        {
            for (var t = 0; t < offsets.Length; t++)
            {
                var source = leaves + offsets[t];
                var row = rows + (t * Batch);
                if (lanes == Batch)
                {
                    Unsafe.CopyBlockUnaligned(row, source, Batch * sizeof(uint));

                    // Every word comes from a stream of its own, more than the hardware follows: ask for the lines that the next leaves need.
                    if (Sse.IsSupported)
                    {
                        Sse.Prefetch0(source + (2 * Batch));
                    }
                }
                else
                {
                    new Span<KoalaBear>(row, Batch).Clear();
                    new ReadOnlySpan<KoalaBear>(source, lanes).CopyTo(new Span<KoalaBear>(row, Batch));
                }
            }
        }

        states[(offsets.Length * Batch)..(Sponge.Rate * Batch)].Clear();
    }
}
