// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Contracts.Errors;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Proving.Devices;
using PicoEngine.Proving.Resumption;
using PicoEngine.Proving.Scheduling;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Run;
using PicoEngine.Verifier.Stark;

namespace PicoEngine.Proving.Pipeline;

/// <summary>The two phases of proving a run, a few shards in memory at a time, with finished shards kept and taken up again, on devices that may fail.</summary>
/// <remarks>
/// Phase 1 commits to the boundary columns of every shard and draws the challenge of the run; its commitments are dropped and made again in phase 2, but
/// for those of a run of one shard. Proofs depend on the shards alone: not on threads or devices, nor on how many shards are proved side by side, nor on which were
/// reused or made twice.
/// </remarks>
internal sealed class RunPipeline : IDisposable
{
    private readonly ProvingKey _key;
    private readonly IReadOnlyList<DeviceUse> _uses;
    private readonly StageClock _clock;
    private readonly ShardProgress _progress;
    private readonly LaneSet _lanes;
    private DeviceException? _wrongBoundary;

    /// <param name="key">The program.</param>
    /// <param name="uses">At least one device, with one lane at least.</param>
    /// <param name="clock">Is told what is done.</param>
    public RunPipeline(ProvingKey key, IReadOnlyList<DeviceUse> uses, StageClock clock)
    {
        _key = key;
        _uses = uses;
        _clock = clock;
        _progress = new ShardProgress(uses.Where(use => !use.IsReserve).Sum(use => use.LaneThreads.Count));
        _lanes = new LaneSet(key, uses, clock, _progress);
    }

    /// <summary>Whether each proof is verified as soon as it is made.</summary>
    public bool SelfCheck { get; init; } = true;

    /// <summary>Directory for finished shards, or null.</summary>
    public string? ResumeDirectory { get; init; }

    /// <summary>Gets warnings.</summary>
    public Action<string>? OnWarning { get; init; }

    /// <summary>Shards in flight on all devices together.</summary>
    public int MaximumInFlight { get; init; } = int.MaxValue;

    /// <summary>Threads of the host, for what the processor does when a device's commitment is in doubt.</summary>
    public int HostThreads { get; init; } = 1;

    /// <summary>Verifies the whole proof: null if it is right, or what is wrong. Shards that a device made wrongly are made again.</summary>
    public Func<RunProof, string?>? Refuses { get; init; }

    /// <summary>Proves all shards.</summary>
    /// <exception cref="PicoException"><c>resume-…</c>, <c>proof-self-check</c>, <c>gpu-…</c>: no device is left.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; finished shards are kept.</exception>
    public ProvenShards Prove(IShardSource source, RunIdentity identity)
    {
        var planned = new PlannedShard?[source.Count];
        RunManifest? before = null;
        using ShardMaker maker = new(_key, source, HostThreads);
        for (int refused = 0; ;)
        {
            CommitBoundaries(maker, planned);
            PlannedShard[] shards = [.. planned.Select(shard => shard!)];
            RunChain chain = new();
            foreach (PlannedShard shard in shards)
            {
                chain.Add(shard.Shape, shard.Heights, shard.BoundaryCap);
            }

            (KoalaBear? nonce, RunChallenge challenge) = RunProver.DrawChallenge(_key.VerifyingKey, shards[0].PublicValues, shards.Length, chain.End, refused);
            RunManifest manifest = Manifest(identity, shards, chain.End, nonce);
            using ResumeStore? store = ResumeDirectory is null ? null : ResumeStore.Open(ResumeDirectory, manifest, OnWarning, before);
            before = manifest;
            try
            {
                return ProveShards(maker, shards, challenge, nonce, store);
            }
            catch (ZeroFingerprintException)
            {
                // The next nonce gives other challenges, for all shards.
                refused++;
            }
            catch (WrongBoundaryException wrong)
            {
                // Another chain gives another challenge, for all shards.
                _wrongBoundary = wrong.Failure;
                OnWarning?.Invoke($"{wrong.Message}; {wrong.Failure.Device} is in quarantine and takes no more shards; all shards are proved again under the right challenge");
                refused = 0;
                for (int i = 0; i < planned.Length; i++)
                {
                    planned[i] = shards[i].CommittedOn.State == DeviceState.Quarantined ? null : shards[i];
                }
            }

            maker.Dispose();
        }
    }

    /// <summary>Frees the buffers.</summary>
    public void Dispose() => _lanes.Dispose();

    internal static PicoException SelfCheckFailure(string detail, IReadOnlyDictionary<string, object?> values, Exception? inner = null) =>
        new(ErrorCatalog.ProofSelfCheck, detail, values, inner);

    internal static PicoException SelfCheckFailure(int number, Rejection rejection) => SelfCheckFailure(
        $"shard {number}: {rejection}", new Dictionary<string, object?> { ["shard"] = number, ["reason"] = rejection.ToString() });

    /// <summary>Phase 1 for the shards that lack it.</summary>
    private void CommitBoundaries(ShardMaker maker, PlannedShard?[] planned)
    {
        int[] missing = [.. Enumerable.Range(0, planned.Length).Where(i => planned[i] is null)];
        int done = 0;
        _clock.Stop();
        ShardQueue queue = new([.. missing.Select(i => i + 1)], _uses, MaximumInFlight, OnWarning);
        _lanes.Run(queue, (lane, attempt, stop) =>
        {
            int index = missing[attempt.Index];
            lane.Clock.BeginShard(index + 1, stop);
            planned[index] = maker.Commit(lane, index + 1);
            _clock.PhaseOneDone(Interlocked.Increment(ref done));
            return false;
        });
        ThrowIfFailed(queue, [.. missing.Select(i => i + 1)], isPhaseOne: true);
    }

    private ProvenShards ProveShards(ShardMaker maker, PlannedShard[] planned, RunChallenge challenge, KoalaBear? nonce, ResumeStore? store)
    {
        var shards = new RunShard[planned.Length];
        var madeBy = new DeviceUse?[planned.Length];
        int reused = 0;
        int[] numbers = [.. planned.Select(shard => shard.Number)];
        ShardQueue queue = new(numbers, _uses, MaximumInFlight, OnWarning);
        _progress.Begin(planned);
        for (bool selfCheck = SelfCheck; ; selfCheck = true)
        {
            _clock.Stop();
            _lanes.Run(queue, (lane, attempt, stop) =>
            {
                lane.Clock.BeginShard(numbers[attempt.Index], stop);
                stop.ThrowIfCancellationRequested();

                // The rows of a shard are a few large arrays. Without this those of several shards may stand side by side until the runtime sees to them.
                GC.Collect();
                PlannedShard shard = planned[attempt.Index];
                RunShard? finished = Reuse(maker, lane, shard, challenge, store);
                shards[attempt.Index] = finished ?? maker.Prove(lane, shard, challenge, selfCheck);
                madeBy[attempt.Index] = finished is null ? lane.Use : null;
                if (finished is null)
                {
                    store?.Save(StoredShard.Of(shard.Number, shards[attempt.Index]));
                }
                else
                {
                    Interlocked.Increment(ref reused);
                }

                lane.Clock.EndShard();
                return finished is null;
            });
            ThrowIfFailed(queue, numbers, isPhaseOne: false);
            RunProof proof = new(nonce, [.. shards]);
            if (Refuses?.Invoke(proof) is not { } reason)
            {
                return new ProvenShards(proof, reused);
            }

            GiveBackWrong(maker, queue, shards, madeBy, challenge, reason);
        }
    }

    /// <summary>The whole proof is refused: shards that do not verify by themselves go back, and their devices into quarantine.</summary>
    private static void GiveBackWrong(ShardMaker maker, ShardQueue queue, RunShard[] shards, DeviceUse?[] madeBy, RunChallenge challenge, string reason)
    {
        bool isAnyWrong = false;
        for (int i = 0; i < shards.Length; i++)
        {
            if (maker.Verify(shards[i], challenge) is { } rejection)
            {
                if (madeBy[i] is not { Device: { IsHost: false } device } use)
                {
                    throw SelfCheckFailure(i + 1, rejection);
                }

                isAnyWrong = true;
                queue.Reject(i, use, ShardMaker.WrongProof(device, i + 1, rejection));
            }
        }

        if (!isAnyWrong)
        {
            throw SelfCheckFailure($"the finished proof: {reason}", new Dictionary<string, object?> { ["reason"] = reason });
        }
    }

    /// <summary>A shard that was finished earlier, if it is whole, is this shard, and its proof is right.</summary>
    private RunShard? Reuse(ShardMaker maker, ShardLane lane, PlannedShard shard, RunChallenge challenge, ResumeStore? store)
    {
        if (store?.Load(shard.Number, OnWarning) is not { } stored)
        {
            return null;
        }

        lane.Clock.Begin(ProvingPhase.Verify);
        if (stored.Shape == shard.Shape.Index && stored.Restore() is { } restored
            && restored.PublicValues.AsSpan().SequenceEqual(shard.PublicValues)
            && shard.IsBegunBy(restored.Words.Span) && maker.Verify(restored, challenge) is null)
        {
            return restored;
        }

        OnWarning?.Invoke($"the stored proof of shard {shard.Number} does not verify and is made again");
        return null;
    }

    /// <summary>Throws why a shard could not be made on any device, and says what is kept.</summary>
    private void ThrowIfFailed(ShardQueue queue, int[] numbers, bool isPhaseOne)
    {
        if (queue.Failed is not { State: var state, Index: var index })
        {
            return;
        }

        // A shard that was never taken has no failure of its own: the devices were lost at others.
        (Exception exception, DeviceUse use) = state.LastFailure ?? queue.LastFailure ?? ((Exception?)_wrongBoundary ?? NoDevice(), _uses[0]);
        int finished = isPhaseOne ? 0 : queue.Finished;
        string kept = finished == 0 ? "no shard was finished"
            : $"{finished} of {numbers.Length} shards are finished and {(ResumeDirectory is null ? "lost: there is no resume directory" : $"kept in {ResumeDirectory}")}";
        Dictionary<string, object?> values = new()
        {
            ["shard"] = numbers[index],
            ["shards"] = numbers.Length,
            ["finishedShards"] = finished,
            ["resumeDirectory"] = ResumeDirectory,
        };
        throw (DeviceFailure.Find(exception) ?? DeviceFault.WrongResult) == DeviceFault.WrongResult && state.FailedOn.Count > 1
            ? SelfCheckFailure($"shard {numbers[index]}, on two devices: {exception.Message}; {kept}", values, exception)
            : DeviceFailure.ToPicoException(exception, (exception as DeviceException)?.Device ?? use.Device.Facts.Id, kept, values);
    }

    private static PicoException NoDevice() => new(ErrorCatalog.GpuLost, "no device is left");

    private RunManifest Manifest(RunIdentity identity, PlannedShard[] planned, in Digest chainEnd, KoalaBear? nonce) => new()
    {
        Engine = identity.Engine,
        ProgramSha256 = identity.ProgramSha256,
        InputSha256 = identity.InputSha256,
        Parameters = _key.VerifyingKey.Family.Parameters.Name,
        KeyDigest = identity.KeyDigest,
        Shards = planned.Length,
        Shapes = [.. planned.Select(shard => shard.Shape.Index)],
        ChainDigest = string.Concat(chainEnd.Words.ToArray().Select(word => word.ToCanonical().ToString("x8"))),
        Nonce = nonce?.ToCanonical() ?? 0,
    };
}
