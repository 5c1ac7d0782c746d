// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Verifier.Run;

/// <summary>The chain of commitments of phase 1; prover and verifier run this code.</summary>
/// <remarks>
/// c_k holds everything that decides how the boundary cap of shard k is read: its shape and the heights of the tables with boundary columns. A prover that
/// could choose one of them after the global challenge would choose S_k with it, and forge memory in a second.
/// </remarks>
public sealed class RunChain
{
    private int _shards;

    /// <summary>c_k: nine zero words before the first shard.</summary>
    public Digest End { get; private set; }

    /// <summary>Adds the next shard.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="heights">Per table of the shape its height in blocks.</param>
    /// <param name="boundaryCap">Its commitment of phase 1.</param>
    /// <exception cref="ArgumentException">There is not one height per table.</exception>
    public void Add(KeyedShape shape, ReadOnlySpan<int> heights, ReadOnlySpan<Digest> boundaryCap)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var tables = shape.Machine.Machine.Tables;
        if (heights.Length != tables.Length)
        {
            throw new ArgumentException($"The shape has {tables.Length} tables; there are {heights.Length} heights.", nameof(heights));
        }

        _shards++;
        List<KoalaBear> words = [.. End.Words, KoalaBear.FromCanonical((uint)_shards), KoalaBear.FromCanonical((uint)shape.Index)];
        foreach (var table in tables)
        {
            if (table.Columns.GroupWidth(ColumnGroup.Boundary) > 0)
            {
                words.Add(KoalaBear.FromCanonical((uint)heights[table.Index]));
            }
        }

        var sponge = Sponge.Poseidon2Width24;
        words.AddRange(new MerkleCap(boundaryCap).Hash(sponge).Words);
        End = sponge.Hash(DomainTag.Chain, [.. words]);
    }
}
