// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Poseidon2;

namespace PicoEngine.Primitives.Symmetric;

/// <summary>Two digests to one, for the inner nodes of a tree: left, right, five zeros and the node tag; permute; words 0 to 8.</summary>
/// <remarks>No feed-forward: the six fixed words are what keeps the truncated permutation from being inverted.</remarks>
public sealed class NodeCompression
{
    private const int Batch = IPermutation.BatchSize;

    private readonly IPermutation _permutation;

    /// <summary>The compression over the permutation of <paramref name="sponge"/>.</summary>
    public NodeCompression(Sponge sponge)
    {
        ArgumentNullException.ThrowIfNull(sponge);
        _permutation = sponge.Permutation;
    }

    /// <summary>The parent of two nodes.</summary>
    public Digest Compress(in Digest left, in Digest right)
    {
        Span<KoalaBear> state = stackalloc KoalaBear[Sponge.Width];
        state.Clear();
        left.Words.CopyTo(state);
        right.Words.CopyTo(state[Digest.Length..]);
        state[Sponge.TagWord] = KoalaBear.FromCanonical((uint)DomainTag.Node);
        _permutation.Permute(state);
        return new Digest(state[..Digest.Length]);
    }

    /// <summary>The parents of neighbouring pairs: parents[i] of children[2i] and children[2i + 1].</summary>
    /// <exception cref="ArgumentException">There are not twice as many children as parents.</exception>
    public void CompressPairs(ReadOnlySpan<Digest> children, Span<Digest> parents)
    {
        if (children.Length != 2 * parents.Length)
        {
            throw new ArgumentException("Every parent has two children.", nameof(children));
        }

        Span<KoalaBear> states = stackalloc KoalaBear[Sponge.Width * Batch];
        while (parents.Length >= Batch)
        {
            StateBatch.FillPairs(children, states);
            states[(StateBatch.PairLength * Batch)..(Sponge.TagWord * Batch)].Clear();
            states[(Sponge.TagWord * Batch)..].Fill(KoalaBear.FromCanonical((uint)DomainTag.Node));
            _permutation.PermuteBatch(states);
            StateBatch.CopyDigests(states, parents[..Batch]);
            children = children[(2 * Batch)..];
            parents = parents[Batch..];
        }

        for (var i = 0; i < parents.Length; i++)
        {
            parents[i] = Compress(children[2 * i], children[(2 * i) + 1]);
        }
    }
}
