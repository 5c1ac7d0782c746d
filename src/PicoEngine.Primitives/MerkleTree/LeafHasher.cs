// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using PicoEngine.Fields;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Primitives.MerkleTree;

/// <summary>Hashes the leaves of a column-major matrix, a tile of neighbouring ones at a time: word t of them is contiguous in memory.</summary>
internal sealed unsafe class LeafHasher
{
    private const int Batch = IPermutation.BatchSize;
    private const int StateLength = Sponge.Width * Batch;

    // Columns of a power-of-two length fall into the same cache sets, so a line fetched ahead for every column is gone before its turn.
    // Four lines of one column at a time keep the memory system busy within a block instead; eight were no faster.
    private const int TileBatches = 4;
    private const int TileLeaves = TileBatches * Batch;

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
        Span<KoalaBear> states = stackalloc KoalaBear[TileBatches * StateLength];
        for (; !digests.IsEmpty; start += TileLeaves)
        {
            var leaves = Math.Min(digests.Length, TileLeaves);
            var batches = (leaves + Batch - 1) / Batch;
            for (var batch = 0; batch < batches; batch++)
            {
                StartCapacity(states.Slice(batch * StateLength, StateLength));
            }

            for (var block = 0; block < _wordOffsets.Length; block += Sponge.Rate)
            {
                FillBlock(matrix + start, _wordOffsets.AsSpan(block, Math.Min(Sponge.Rate, _wordOffsets.Length - block)), leaves, states);
                for (var batch = 0; batch < batches; batch++)
                {
                    _permutation.PermuteBatch(states.Slice(batch * StateLength, StateLength));
                }
            }

            for (var batch = 0; batch < batches; batch++)
            {
                var count = Math.Min(leaves - (batch * Batch), Batch);
                StateBatch.CopyDigests(states.Slice(batch * StateLength, StateLength), digests.Slice(batch * Batch, count));
            }

            digests = digests[leaves..];
        }
    }

    private void StartCapacity(Span<KoalaBear> states)
    {
        states[(Sponge.Rate * Batch)..(Sponge.LengthWord * Batch)].Clear();
        states.Slice(Sponge.LengthWord * Batch, Batch).Fill(KoalaBear.FromCanonical((uint)_layout.LeafWords));
        states.Slice(Sponge.TagWord * Batch, Batch).Fill(KoalaBear.FromCanonical((uint)DomainTag.Leaf));
    }

    /// <summary>Overwrites the rate of every state of the tile with the next words of its leaf, zeros behind the last.</summary>
    private static void FillBlock(KoalaBear* matrix, ReadOnlySpan<nint> offsets, int leaves, Span<KoalaBear> states)
    {
        // Safe: first leaf + leaves stays within the leaves, so offset + leaf is inside the matrix; a tile has TileBatches states.
        fixed (KoalaBear* tile = states)
        {
            for (var t = 0; t < offsets.Length; t++)
            {
                var source = matrix + offsets[t];
                var row = tile + (t * Batch);
                var leaf = 0;
                for (; leaf + Batch <= leaves; leaf += Batch, row += StateLength)
                {
                    Unsafe.CopyBlockUnaligned(row, source + leaf, Batch * sizeof(uint));
                }

                if (leaf < leaves)
                {
                    new Span<KoalaBear>(row, Batch).Clear();
                    new ReadOnlySpan<KoalaBear>(source + leaf, leaves - leaf).CopyTo(new Span<KoalaBear>(row, Batch));
                }
            }
        }

        for (var batch = 0; batch * Batch < leaves; batch++)
        {
            states[((batch * StateLength) + (offsets.Length * Batch))..((batch * StateLength) + (Sponge.Rate * Batch))].Clear();
        }
    }
}
