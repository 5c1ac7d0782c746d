// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark.LogUp;

/// <summary>Under what messages are compared: the fingerprint of (e_1, e_2, ..) on a bus is alpha + bus + beta e_1 + beta^2 e_2 + ...</summary>
/// <param name="Alpha">alpha of local buses, drawn in the shard.</param>
/// <param name="Beta">beta of local buses.</param>
/// <param name="GlobalAlpha">alpha of global buses, the same in all shards of a run.</param>
/// <param name="GlobalBeta">beta of global buses.</param>
public readonly record struct FingerprintChallenges<TElement>(TElement Alpha, TElement Beta, TElement GlobalAlpha, TElement GlobalBeta);
