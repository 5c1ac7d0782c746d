// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Stark;

namespace PicoEngine.Verifier.Run;

/// <summary>Verifies the proof of a run: the proof of every shard, and everything that makes the shards one execution of the key's program.</summary>
public static class RunVerifier
{
    /// <summary>Checks a proof. Total: any proof leads to a verdict. It derives the global challenge itself; nothing of it is taken from the proof but the nonce.</summary>
    /// <param name="key">The verifying key.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="degreeOfParallelism">Shards checked at a time; the verdict does not depend on it.</param>
    /// <returns>The first check that failed, or null when the proof is right.</returns>
    /// <exception cref="ArgumentException">The shards of the key's machine are no parts of a run: it has no <see cref="RunRoles"/>.</exception>
    public static RunRejection? Verify(VerifyingKey key, RunProof proof, int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(proof);
        RequireRoles(key);
        if (proof.Shards.IsDefaultOrEmpty || proof.Shards.Length > key.Family.Parameters.MaximumShards)
        {
            return new(RunRejectionReason.ShardCount);
        }

        RunChain chain = new();
        var broken = CheckValues(key, proof) ?? CheckBoundaries(key, proof, chain);
        if (broken is not null)
        {
            return broken;
        }

        var challenger = RunChallenge.Begin(key, proof.Shards[0].PublicValues.AsSpan(), proof.Shards.Length, chain.End);
        if (!challenger.CheckProofOfWork(key.Family.Parameters.LogUpGrindingBits, proof.GlobalNonce))
        {
            return new(RunRejectionReason.GlobalProofOfWork);
        }

        return CheckShards(key, proof, RunChallenge.Draw(challenger), degreeOfParallelism);
    }

    internal static RunRoles RequireRoles(VerifyingKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Family.Machine.Definition.RunRoles ?? throw new ArgumentException("The shards of this machine are no parts of a run.", nameof(key));
    }

    /// <summary>What public values alone can break.</summary>
    private static RunRejection? CheckValues(VerifyingKey key, RunProof proof)
    {
        // The key was made with a statement of a run.
        RunRules rules = new(RunStatement.FromWords(key.Statement.AsSpan())!);
        for (var k = 0; k < proof.Shards.Length; k++)
        {
            var values = proof.Shards[k].PublicValues;
            if (values.IsDefault || values.Length != RunPublicValues.All.Length)
            {
                return new(RunRejectionReason.PublicValueCount, k + 1);
            }

            if (rules.Add([.. values.Select(value => value.ToCanonical())]) is { } broken)
            {
                return broken;
            }
        }

        return rules.Finish();
    }

    /// <summary>Heights, in integers, and the chain of phase 1.</summary>
    private static RunRejection? CheckBoundaries(VerifyingKey key, RunProof proof, RunChain chain)
    {
        var image = RequireRoles(key).ImageTable;
        var (images, fractions) = (0, 0L);
        for (var k = 0; k < proof.Shards.Length; k++)
        {
            if (ShardVerifier.ReadBoundary(key, proof.Shards[k].Shape, proof.Shards[k].Words, out var heights, out var cap) is { } cause)
            {
                return new(RunRejectionReason.Boundary, k + 1, Cause: cause);
            }

            var shape = key.Shapes[proof.Shards[k].Shape];
            var machine = shape.Machine.Machine;
            images += heights[machine.Tables.First(table => table.Name == image).Index] == 0 ? 0 : 1;
            fractions += HeightCheck.GlobalFractionCount(machine, heights);
            chain.Add(shape, heights, cap);
        }

        return images != 1 ? new(RunRejectionReason.ImageCount)
            : fractions > 1L << key.Family.Parameters.LogMaximumFractions ? new(RunRejectionReason.GlobalFractions)
            : null;
    }

    private static RunRejection? CheckShards(VerifyingKey key, RunProof proof, RunChallenge challenge, int degreeOfParallelism)
    {
        var causes = new Rejection?[proof.Shards.Length];
        ParallelRange.Run(causes.Length, 1, degreeOfParallelism, (start, end) =>
        {
            for (var k = start; k < end; k++)
            {
                var shard = proof.Shards[k];
                causes[k] = ShardVerifier.Verify(
                    key, shard.Shape, new([.. shard.PublicValues], challenge.Alpha, challenge.Beta, shard.GlobalSum), shard.Words);
            }
        });
        var refused = Array.FindIndex(causes, cause => cause is not null);
        if (refused >= 0)
        {
            return new(RunRejectionReason.ShardProof, refused + 1, Cause: causes[refused]);
        }

        var sum = KoalaBearExtension5.Zero;
        foreach (var shard in proof.Shards)
        {
            sum += shard.GlobalSum;
        }

        return sum.IsZero ? null : new(RunRejectionReason.GlobalSum);
    }
}
