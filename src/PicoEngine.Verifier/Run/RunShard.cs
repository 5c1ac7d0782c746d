// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Fields;

namespace PicoEngine.Verifier.Run;

/// <summary>A shard in the proof of a run.</summary>
/// <param name="Shape">Which of the key's shapes it has.</param>
/// <param name="PublicValues">One word per public value of the machine.</param>
/// <param name="GlobalSum">The sum of its global fractions.</param>
/// <param name="Words">The words of its proof.</param>
public sealed record RunShard(
    int Shape, ImmutableArray<KoalaBear> PublicValues, KoalaBearExtension5 GlobalSum, ReadOnlyMemory<uint> Words);
