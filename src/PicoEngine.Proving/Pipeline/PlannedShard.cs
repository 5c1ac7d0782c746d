// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Proving.Devices;
using PicoEngine.Proving.Sizing;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Pipeline;

/// <summary>What phase 1 fixed about a shard.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Heights">Height in blocks of each table of the shape; a lookup table that nothing asks may be absent in the end.</param>
/// <param name="PublicValues">Its public values.</param>
/// <param name="BoundaryCap">The commitment to its boundary columns.</param>
internal sealed record PlannedShard(int Number, KeyedShape Shape, int[] Heights, KoalaBear[] PublicValues, Digest[] BoundaryCap)
{
    /// <summary>Where the commitment was computed.</summary>
    public required PooledDevice CommittedOn { get; init; }

    /// <summary>Its share of the work, see <see cref="ShapeChoice.Cost"/>.</summary>
    public long Cost { get; } = ShapeChoice.Cost(Shape, Heights);

    /// <summary>Whether a proof begins as a proof of this shard does: with its heights, as far as the commitment of phase 1 depends on them, and that commitment.</summary>
    /// <param name="proof">The words of a proof of this shape.</param>
    public bool IsBegunBy(ReadOnlySpan<uint> proof)
    {
        ImmutableArray<TableDefinition> tables = Shape.Machine.Machine.Tables;
        uint[] cap = [.. BoundaryCap.SelectMany(digest => digest.Words.ToArray()).Select(word => word.ToCanonical())];
        if (proof.Length < tables.Length + cap.Length)
        {
            return false;
        }

        foreach (TableDefinition table in tables)
        {
            if (table.Columns.GroupWidth(ColumnGroup.Boundary) > 0 && proof[table.Index] != Heights[table.Index])
            {
                return false;
            }
        }

        return proof.Slice(tables.Length, cap.Length).SequenceEqual(cap);
    }
}
