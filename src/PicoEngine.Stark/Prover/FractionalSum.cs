// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Stark.LogUp;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Stark.Prover;

/// <summary>The LogUp part of a shard proof: leaf fractions, their tree, and its proof, under challenges that leave no denominator zero.</summary>
/// <param name="shard">The rows.</param>
/// <param name="globalAlpha">alpha of the run.</param>
/// <param name="globalBeta">beta of the run.</param>
/// <param name="ops">Makes leaves and tree.</param>
internal sealed class FractionalSum(
    CommittedShard shard, KoalaBearExtension5 globalAlpha, KoalaBearExtension5 globalBeta, ILogUpOps ops) : IDisposable
{
    private IFractionTree? _tree;

    /// <summary>Whether a denominator is zero: of the public values under these challenges, or of the root of the tree, when some leaf's is.</summary>
    public static bool HasZero(Machine machine, KoalaBear[] publicValues, FingerprintChallenges<KoalaBearExtension5> challenges, IFractionTree tree) =>
        tree.Root.Denominator.IsZero
        || machine.PublicInteractions.Any(interaction =>
        {
            var (fingerprint, power) = (challenges.Alpha + KoalaBear.FromCanonical(interaction.Bus.Id), challenges.Beta);
            foreach (var element in interaction.Message)
            {
                fingerprint += power * element.Evaluate<KoalaBear>([], default, publicValues);
                power *= challenges.Beta;
            }

            return fingerprint.IsZero;
        });

    /// <summary>Builds the tree under the challenges that come next, and tells whether it can be proved.</summary>
    public bool TryBuild(DuplexChallenger challenger)
    {
        Dispose();
        var challenges = Draw(challenger);
        _tree = ops.BuildTree(shard, challenges);
        return !HasZero(shard.Machine, shard.Witness.PublicValues, challenges, _tree);
    }

    /// <summary>Proves the tree that was built last.</summary>
    /// <param name="challenger">The transcript where its challenges come next.</param>
    /// <exception cref="InvalidOperationException">No tree was built.</exception>
    public (FingerprintChallenges<KoalaBearExtension5> Challenges, FractionalSumProof<KoalaBearExtension5> Proof, LeafClaim<KoalaBearExtension5> Claim)
        Prove(DuplexChallenger challenger)
    {
        var challenges = Draw(challenger);
        var (proof, claim) = FractionalSumProver.Prove(_tree ?? throw new InvalidOperationException("There is no tree to prove."), challenger);
        return (challenges, proof, claim);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _tree?.Dispose();
        _tree = null;
    }

    private FingerprintChallenges<KoalaBearExtension5> Draw(DuplexChallenger challenger) =>
        new(challenger.SampleExtension(), challenger.SampleExtension(), globalAlpha, globalBeta);
}
