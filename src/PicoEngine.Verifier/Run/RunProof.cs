// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Fields;

namespace PicoEngine.Verifier.Run;

/// <summary>The proof of a run: what its shards share and the shards in order.</summary>
/// <param name="GlobalNonce">The proof of work before the global challenge; null exactly when that step has no bits.</param>
/// <param name="Shards">The shards, number 1 first.</param>
public sealed record RunProof(KoalaBear? GlobalNonce, ImmutableArray<RunShard> Shards);
