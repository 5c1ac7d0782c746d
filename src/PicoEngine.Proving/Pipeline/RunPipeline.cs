// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Contracts.Errors;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Proving.Resumption;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Run;
using PicoEngine.Verifier.Stark;

namespace PicoEngine.Proving.Pipeline;

/// <summary>The two phases of proving a run, a few shards in memory at a time, with finished shards kept and taken up again.</summary>
/// <remarks>
/// Phase 1 commits to the boundary columns of every shard and draws the challenge of the run; its commitments are dropped and made again in phase 2, but
/// for those of a run of one shard. Proofs depend on the shards alone: not on threads, nor on how many shards are proved side by side, nor on which were reused.
/// </remarks>
internal sealed class RunPipeline : IDisposable
{
    private readonly ProvingKey _key;
    private readonly StageClock _clock;
    private readonly ShardProgress _progress;
    private readonly ShardLane[] _lanes;
    private ICommittedGroup? _kept;

    /// <param name="key">The program.</param>
    /// <param name="backends">At least one, each for a shard at a time; they are the pipeline's from now on.</param>
    /// <param name="clock">Is told what is done.</param>
    public RunPipeline(ProvingKey key, IReadOnlyList<IProverBackend> backends, StageClock clock)
    {
        _key = key;
        _clock = clock;
        _progress = new ShardProgress(backends.Count);
        _lanes = [.. backends.Select(backend => new ShardLane(key, backend, new LaneClock(clock, _progress)))];
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
        try
        {
            Digest chainEnd = CommitBoundaries(source, planned);
            for (int refused = 0; ; refused++)
            {
                (KoalaBear? nonce, RunChallenge challenge) =
                    RunProver.DrawChallenge(_key.VerifyingKey, planned[0].PublicValues, planned.Count, chainEnd, refused);
                using ResumeStore? store = ResumeDirectory is null
                    ? null
                    : ResumeStore.Open(ResumeDirectory, Manifest(identity, planned, chainEnd, nonce), OnWarning);
                try
                {
                    return ProveShards(source, planned, challenge, nonce, store);
                }
                catch (ZeroFingerprintException)
                {
                    // The next nonce gives other challenges, for all shards.
                    DropKept();
                }
            }
        }
        finally
        {
            DropKept();
        }
    }

    /// <summary>Frees the buffers.</summary>
    public void Dispose()
    {
        foreach (ShardLane lane in _lanes)
        {
            lane.Dispose();
        }
    }

    private Digest CommitBoundaries(IShardSource source, List<PlannedShard> planned)
    {
        RunChain chain = new();
        for (int number = 1; number <= source.Count; number++)
        {
            _clock.Begin(ProvingPhase.Trace, number);
            (ShardWitness witness, int[] heights) = source.MakeBoundary(number);
            _clock.Begin(ProvingPhase.BoundaryCommit, number);
            KeyedShape shape = _key.VerifyingKey.Shapes[witness.Shape];
            _kept = _lanes[0].ProverOf(shape).CommitBoundary(witness);
            chain.Add(shape, heights, _kept.Cap);
            planned.Add(new PlannedShard(number, shape, heights, witness.PublicValues, _kept.Cap));
            if (source.Count > 1)
            {
                DropKept();
            }

            _clock.PhaseOneDone(number);
        }

        return chain.End;
    }

    private ProvenShards ProveShards(IShardSource source, List<PlannedShard> planned, RunChallenge challenge, KoalaBear? nonce, ResumeStore? store)
    {
        var shards = new RunShard[planned.Count];
        (int next, int reused) = (0, 0);
        ExceptionDispatchInfo? failure = null;
        using CancellationTokenSource stop = new();
        _clock.Stop();
        _progress.Begin(planned);
        Task[] others = [.. _lanes.Skip(1).Take(planned.Count - 1).Select(lane => Task.Factory.StartNew(
            () => Work(lane), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Work(_lanes[0]);
        Task.WaitAll(others);
        failure?.Throw();
        return new ProvenShards(new RunProof(nonce, ImmutableCollectionsMarshal.AsImmutableArray(shards)), reused);

        void Work(ShardLane lane)
        {
            try
            {
                for (int i = Interlocked.Increment(ref next) - 1; i < shards.Length; i = Interlocked.Increment(ref next) - 1)
                {
                    lane.Clock.BeginShard(planned[i].Number, stop.Token);
                    stop.Token.ThrowIfCancellationRequested();
                    (shards[i], bool isReused) = Finish(lane, source, planned[i], challenge, store);
                    Interlocked.Add(ref reused, isReused ? 1 : 0);
                    lane.Clock.EndShard();
                }
            }
            catch (Exception exception)
            {
                // The first to fail says why; the others end at their next phase, because of it.
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
                stop.Cancel();
                lane.Clock.Stop();
            }
        }
    }

    private (RunShard Shard, bool IsReused) Finish(ShardLane lane, IShardSource source, PlannedShard shard, RunChallenge challenge, ResumeStore? store)
    {
        // The rows of a shard are a few large arrays. Without this those of several shards may stand side by side until the runtime sees to them.
        GC.Collect();
        if (Reuse(lane, shard, challenge, store) is { } finished)
        {
            return (finished, true);
        }

        RunShard proven = ProveShard(lane, source, shard, challenge);
        store?.Save(StoredShard.Of(shard.Number, proven));
        return (proven, false);
    }

    private RunShard ProveShard(ShardLane lane, IShardSource source, PlannedShard shard, RunChallenge challenge)
    {
        lane.Clock.Begin(ProvingPhase.Trace);
        ShardWitness witness;
        lock (source)
        {
            // Rows are a small part of the work and are made with all threads: lanes take turns.
            witness = source.Make(shard.Number);
        }

        ICommittedGroup? boundary = Interlocked.Exchange(ref _kept, null);
        if (boundary is null)
        {
            lane.Clock.Begin(ProvingPhase.BoundaryCommit);
            boundary = lane.ProverOf(shard.Shape).CommitBoundary(witness);
        }

        using (boundary)
        {
            if (witness.Shape != shard.Shape.Index || !boundary.Cap.AsSpan().SequenceEqual(shard.BoundaryCap)
                || !witness.PublicValues.AsSpan().SequenceEqual(shard.PublicValues))
            {
                throw new PicoException(ErrorCatalog.Internal, $"shard {shard.Number} came out differently when it was made again");
            }

            var (statement, proof) = lane.ProverOf(shard.Shape).Prove(witness, boundary, challenge.Alpha, challenge.Beta);
            RunShard result = new(shard.Shape.Index, [.. statement.PublicValues], statement.GlobalSum, RunProver.ToWords(shard.Shape, proof));
            if (SelfCheck)
            {
                lane.Clock.Begin(ProvingPhase.Verify);
                if (Verify(result, challenge) is { } rejection)
                {
                    throw SelfCheckFailure(
                        $"shard {shard.Number}: {rejection}", new Dictionary<string, object?> { ["shard"] = shard.Number, ["reason"] = rejection.ToString() });
                }
            }

            return result;
        }
    }

    private void DropKept()
    {
        _kept?.Dispose();
        _kept = null;
    }

    /// <summary>A shard that was finished earlier, if it is whole, is this shard, and its proof is right.</summary>
    private RunShard? Reuse(ShardLane lane, PlannedShard shard, RunChallenge challenge, ResumeStore? store)
    {
        if (store?.Load(shard.Number, OnWarning) is not { } stored)
        {
            return null;
        }

        lane.Clock.Begin(ProvingPhase.Verify);
        if (stored.Shape == shard.Shape.Index && stored.Restore() is { } restored
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

    internal static PicoException SelfCheckFailure(string detail, IReadOnlyDictionary<string, object?> values) =>
        new(ErrorCatalog.ProofSelfCheck, detail, values);
}
