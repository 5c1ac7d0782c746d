// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.ObjectModel;
using System.Numerics;
using System.Runtime.InteropServices;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Primitives.MerkleTree;

/// <summary>A commitment: one layer of a Merkle tree, in place of the root, so that every opening is shorter.</summary>
public sealed class MerkleCap
{
    private readonly Digest[] _nodes;

    /// <param name="nodes">A power of two of nodes, left to right.</param>
    /// <exception cref="ArgumentException">The number of nodes is not a power of two.</exception>
    public MerkleCap(ReadOnlySpan<Digest> nodes)
    {
        if (!BitOperations.IsPow2(nodes.Length))
        {
            throw new ArgumentException("A cap has a power of two of nodes.", nameof(nodes));
        }

        _nodes = nodes.ToArray();
        Nodes = Array.AsReadOnly(_nodes);
    }

    /// <summary>The nodes, left to right.</summary>
    public ReadOnlyCollection<Digest> Nodes { get; }

    /// <summary>Log of the number of nodes.</summary>
    public int LogSize => BitOperations.Log2((uint)_nodes.Length);

    /// <summary>What transcripts, keys and chains absorb instead of the cap: the hash of its words under the cap tag.</summary>
    public Digest Hash(Sponge sponge)
    {
        ArgumentNullException.ThrowIfNull(sponge);
        return sponge.Hash(DomainTag.Cap, MemoryMarshal.Cast<Digest, Fields.KoalaBear>(_nodes));
    }
}
