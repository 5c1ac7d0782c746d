// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The constraints of a shard.</summary>
public interface IZerocheckOps
{
    /// <summary>Begins the constraint sumcheck.</summary>
    /// <param name="shard">The shard; it is read until the session is disposed.</param>
    /// <param name="fingerprints">The challenges of fingerprints, as for the leaves.</param>
    /// <param name="batch">What batches constraints and leaves.</param>
    /// <returns>The session, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">A leaf merges more interactions than the degree of a round has room for.</exception>
    public IConstraintSession Begin(
        CommittedShard shard, FingerprintChallenges<KoalaBearExtension5> fingerprints, ZerocheckChallenges<KoalaBearExtension5> batch);
}
