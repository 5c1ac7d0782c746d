// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Machines;
using PicoEngine.Contracts.Errors;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Proving.Resumption;
using PicoEngine.Stark.Buffers;
using PicoEngine.Stark.Commitments;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Run;
using PicoEngine.Verifier.Stark;

namespace PicoEngine.Proving.Pipeline;

/// <summary>The two phases of proving a run, one shard in memory at a time, with finished shards kept and taken up again.</summary>
/// <remarks>
/// Phase 1 commits to the boundary columns of every shard and draws the challenge of the run; its commitments are dropped and made again in phase 2, but
/// for those of a run of one shard. Proofs depend on the shards alone: not on threads, nor on which of them were reused.
/// </remarks>
internal sealed class RunPipeline : IDisposable
{
    private readonly ProvingKey _key;
    private readonly int _degreeOfParallelism;
    private readonly StageClock _clock;
    private ElementBufferPool _pool = new();
    private ShardProver? _prover;
    private int _shape;

    public RunPipeline(ProvingKey key, int degreeOfParallelism, StageClock clock)
    {
        _key = key;
        _degreeOfParallelism = degreeOfParallelism;
        _clock = clock;
    }

    /// <summary>Whether each proof is verified as soon as it is made.</summary>
    public bool SelfCheck { get; init; } = true;

    /// <summary>Directory for finished shards, or null.</summary>
    public string? ResumeDirectory { get; init; }

    /// <summary>Gets warnings.</summary>
    public Action<string>? OnWarning { get; init; }

    /// <summary>Proves all shards.</summary>
    /// <exception cref="PicoException"><c>resume-…</c>, <c>proof-self-check</c>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; finished shards are kept.</exception>
    public ProvenShards Prove(IShardSource source, RunIdentity identity)
    {
        List<PlannedShard> planned = [];
        CommittedGroup? kept = null;
        try
        {
            Digest chainEnd = CommitBoundaries(source, planned, ref kept);
            for (int refused = 0; ; refused++)
            {
                (KoalaBear? nonce, RunChallenge challenge) =
                    RunProver.DrawChallenge(_key.VerifyingKey, planned[0].PublicValues, planned.Count, chainEnd, refused);
                using ResumeStore? store = ResumeDirectory is null
                    ? null
                    : ResumeStore.Open(ResumeDirectory, Manifest(identity, planned, chainEnd, nonce), OnWarning);
                try
                {
                    return ProveShards(source, planned, challenge, nonce, store, ref kept);
                }
                catch (ZeroFingerprintException)
                {
                    // The next nonce gives other challenges, for all shards.
                    kept?.Dispose();
                    kept = null;
                }
            }
        }
        finally
        {
            kept?.Dispose();
        }
    }

    /// <summary>Frees the buffers.</summary>
    public void Dispose() => _pool.Dispose();

    private Digest CommitBoundaries(IShardSource source, List<PlannedShard> planned, ref CommittedGroup? kept)
    {
        RunChain chain = new();
        for (int number = 1; number <= source.Count; number++)
        {
            _clock.Begin(ProvingPhase.Trace, number);
            (ShardWitness witness, int[] heights) = source.MakeBoundary(number);
            _clock.Begin(ProvingPhase.BoundaryCommit, number);
            KeyedShape shape = _key.VerifyingKey.Shapes[witness.Shape];
            kept = ProverOf(shape).CommitBoundary(witness);
            chain.Add(shape, heights, kept.Cap);
            planned.Add(new PlannedShard(number, shape, heights, witness.PublicValues, kept.Cap));
            if (source.Count > 1)
            {
                kept.Dispose();
                kept = null;
            }

            _clock.PhaseOneDone(number);
        }

        return chain.End;
    }

    private ProvenShards ProveShards(
        IShardSource source, List<PlannedShard> planned, RunChallenge challenge, KoalaBear? nonce, ResumeStore? store, ref CommittedGroup? kept)
    {
        var shards = ImmutableArray.CreateBuilder<RunShard>(planned.Count);
        long total = planned.Sum(shard => shard.Cost);
        (long done, int reused) = (0, 0);
        foreach (PlannedShard shard in planned)
        {
            // The rows of a shard are a few large arrays. Without this those of several shards may stand side by side until the runtime sees to them.
            GC.Collect();
            _clock.BeginShard(done, shard.Cost, total);
            if (Reuse(shard, challenge, store) is { } finished)
            {
                shards.Add(finished);
                reused++;
            }
            else
            {
                shards.Add(ProveShard(source, shard, challenge, ref kept));
                store?.Save(Stored(shard.Number, shards[^1]));
            }

            done += shard.Cost;
        }

        return new ProvenShards(new RunProof(nonce, shards.MoveToImmutable()), reused);
    }

    private RunShard ProveShard(IShardSource source, PlannedShard shard, RunChallenge challenge, ref CommittedGroup? kept)
    {
        _clock.Begin(ProvingPhase.Trace, shard.Number);
        ShardWitness witness = source.Make(shard.Number);
        if (kept is null)
        {
            _clock.Begin(ProvingPhase.BoundaryCommit, shard.Number);
            kept = ProverOf(shard.Shape).CommitBoundary(witness);
        }

        if (witness.Shape != shard.Shape.Index || !kept.Cap.AsSpan().SequenceEqual(shard.BoundaryCap)
            || !witness.PublicValues.AsSpan().SequenceEqual(shard.PublicValues))
        {
            throw new PicoException(ErrorCatalog.Internal, $"shard {shard.Number} came out differently when it was made again");
        }

        var (statement, proof) = ProverOf(shard.Shape).Prove(witness, kept, challenge.Alpha, challenge.Beta);
        kept.Dispose();
        kept = null;
        RunShard result = new(shard.Shape.Index, [.. statement.PublicValues], statement.GlobalSum, RunProver.ToWords(shard.Shape, proof));
        if (SelfCheck)
        {
            _clock.Begin(ProvingPhase.Verify, shard.Number);
            if (Verify(result, challenge) is { } rejection)
            {
                throw SelfCheckFailure(
                    $"shard {shard.Number}: {rejection}", new Dictionary<string, object?> { ["shard"] = shard.Number, ["reason"] = rejection.ToString() });
            }
        }

        return result;
    }

    /// <summary>A prover whose buffers have the sizes of one shape: a pool keeps what it once lent, and those of two shapes together may exceed the memory limit.</summary>
    private ShardProver ProverOf(KeyedShape shape)
    {
        if (_prover is null || _shape != shape.Index)
        {
            _pool.Dispose();
            _pool = new ElementBufferPool();
            _prover = new ShardProver(_key, _pool, _degreeOfParallelism) { Observer = _clock };
            _shape = shape.Index;
        }

        return _prover;
    }

    /// <summary>A shard that was finished earlier, if it is whole, is this shard, and its proof is right.</summary>
    private RunShard? Reuse(PlannedShard shard, RunChallenge challenge, ResumeStore? store)
    {
        if (store?.Load(shard.Number, OnWarning) is not { } stored)
        {
            return null;
        }

        _clock.Begin(ProvingPhase.Verify, shard.Number);
        if (stored.Shape == shard.Shape.Index && Restore(stored) is { } restored
            && restored.PublicValues.AsSpan().SequenceEqual(shard.PublicValues)
            && shard.IsBegunBy(restored.Words.Span) && Verify(restored, challenge) is null)
        {
            return restored;
        }

        OnWarning?.Invoke($"the stored proof of shard {shard.Number} does not verify and is made again");
        return null;
    }

    private Rejection? Verify(RunShard shard, RunChallenge challenge) => ShardVerifier.Verify(
        _key.VerifyingKey, shard.Shape, new([.. shard.PublicValues], challenge.Alpha, challenge.Beta, shard.GlobalSum), shard.Words);

    private RunManifest Manifest(RunIdentity identity, List<PlannedShard> planned, in Digest chainEnd, KoalaBear? nonce) => new()
    {
        Engine = identity.Engine,
        ProgramSha256 = identity.ProgramSha256,
        InputSha256 = identity.InputSha256,
        Parameters = _key.VerifyingKey.Family.Parameters.Name,
        KeyDigest = identity.KeyDigest,
        Shards = planned.Count,
        Shapes = [.. planned.Select(shard => shard.Shape.Index)],
        ChainDigest = string.Concat(chainEnd.Words.ToArray().Select(word => word.ToCanonical().ToString("x8"))),
        Nonce = nonce?.ToCanonical() ?? 0,
    };

    private static StoredShard Stored(int number, RunShard shard)
    {
        var sum = new uint[KoalaBearExtension5.Degree];
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] = shard.GlobalSum[i].ToCanonical();
        }

        return new StoredShard(number, shard.Shape, [.. shard.PublicValues.Select(value => value.ToCanonical())], sum, shard.Words.ToArray());
    }

    private static RunShard? Restore(StoredShard stored)
    {
        if (stored.GlobalSum.Length != KoalaBearExtension5.Degree
            || stored.PublicValues.Concat(stored.GlobalSum).Any(word => word >= KoalaBear.Modulus))
        {
            return null;
        }

        KoalaBear[] sum = [.. stored.GlobalSum.Select(KoalaBear.FromCanonical)];
        return new RunShard(
            stored.Shape,
            [.. stored.PublicValues.Select(KoalaBear.FromCanonical)],
            new KoalaBearExtension5(sum[0], sum[1], sum[2], sum[3], sum[4]),
            stored.Proof);
    }

    internal static PicoException SelfCheckFailure(string detail, IReadOnlyDictionary<string, object?> values) =>
        new(ErrorCatalog.ProofSelfCheck, detail, values);
}
