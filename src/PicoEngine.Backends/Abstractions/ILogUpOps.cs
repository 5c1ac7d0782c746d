// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The fractions of a shard's interactions.</summary>
/// <remarks>
/// Leaf (row, g) of the g-th leaf group of the machine has the index row + 2^H g; the fraction of a real row is that of its merged interactions, that of every other leaf 0/1.
/// </remarks>
public interface ILogUpOps
{
    /// <summary>The sum of the shard's fractions on global buses, which its statement declares.</summary>
    /// <param name="shard">The shard; nothing of it is kept.</param>
    /// <param name="globalAlpha">alpha of the run.</param>
    /// <param name="globalBeta">beta of the run.</param>
    /// <returns>The sum, or null when a global fingerprint is zero under these challenges.</returns>
    public KoalaBearExtension5? SumGlobal(CommittedShard shard, KoalaBearExtension5 globalAlpha, KoalaBearExtension5 globalBeta);

    /// <summary>All leaf fractions of a shard under challenges, and their tree.</summary>
    /// <param name="shard">The shard; it may be read until the tree is disposed.</param>
    /// <param name="challenges">The challenges of fingerprints.</param>
    /// <returns>The tree, which the caller disposes.</returns>
    public IFractionTree BuildTree(CommittedShard shard, FingerprintChallenges<KoalaBearExtension5> challenges);

    /// <summary>The tree over given fractions, for tests and benchmarks.</summary>
    /// <param name="logRows">Row variables of every group, 0 to 26.</param>
    /// <param name="groups">The real leaves of each group, at most 2^<paramref name="logRows"/>; all others are 0/1. On the host, not kept.</param>
    /// <returns>The tree, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">No group, no layer, or more rows than a group has.</exception>
    public IFractionTree BuildTree(int logRows, IReadOnlyList<Fraction<KoalaBearExtension5>[]> groups);
}
