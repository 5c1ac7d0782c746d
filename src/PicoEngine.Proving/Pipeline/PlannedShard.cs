// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Proving.Sizing;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Pipeline;

/// <summary>What phase 1 fixed about a shard.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Heights">Height in blocks of each table of the shape.</param>
/// <param name="PublicValues">Its public values.</param>
/// <param name="BoundaryCap">The commitment to its boundary columns.</param>
internal sealed record PlannedShard(int Number, KeyedShape Shape, int[] Heights, KoalaBear[] PublicValues, Digest[] BoundaryCap)
{
    /// <summary>Its share of the work, see <see cref="ShapeChoice.Cost"/>.</summary>
    public long Cost { get; } = ShapeChoice.Cost(Shape, Heights);

    /// <summary>The words that every proof of this shard begins with: its heights and the commitment of phase 1.</summary>
    public uint[] FirstProofWords() =>
        [.. Heights.Select(height => (uint)height), .. BoundaryCap.SelectMany(digest => digest.Words.ToArray()).Select(word => word.ToCanonical())];
}
