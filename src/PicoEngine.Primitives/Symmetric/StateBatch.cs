// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Fields;
using PicoEngine.Primitives.Poseidon2;

namespace PicoEngine.Primitives.Symmetric;

/// <summary>Moves between a batch of states, [24][16], and digests, one after the other.</summary>
internal static class StateBatch
{
    /// <summary>Writes words 0 to 8 of the first states of the batch.</summary>
    public static void CopyDigests(ReadOnlySpan<KoalaBear> states, Span<Digest> digests)
    {
        var words = MemoryMarshal.Cast<Digest, KoalaBear>(digests);
        for (var word = 0; word < Digest.Length; word++)
        {
            var row = states.Slice(word * IPermutation.BatchSize, digests.Length);
            for (var lane = 0; lane < row.Length; lane++)
            {
                words[(lane * Digest.Length) + word] = row[lane];
            }
        }
    }
}
