// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Contracts.Errors;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Proving.Devices;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Run;
using PicoEngine.Verifier.Stark;

namespace PicoEngine.Proving.Pipeline;

/// <summary>Makes single shards: their commitments of phase 1, and their proofs. Thread-safe; each lane is one thread's.</summary>
/// <param name="key">The program.</param>
/// <param name="source">The shards.</param>
/// <param name="hostThreads">Threads for what the processor does when a commitment is in doubt.</param>
internal sealed class ShardMaker(ProvingKey key, IShardSource source, int hostThreads) : IDisposable
{
    private ICommittedGroup? _kept;

    /// <summary>Phase 1 of a shard.</summary>
    public PlannedShard Commit(ShardLane lane, int number)
    {
        lane.Clock.Begin(ProvingPhase.Trace);
        ShardWitness witness;
        int[] heights;
        lock (source)
        {
            (witness, heights) = source.MakeBoundary(number);
        }

        lane.Clock.Begin(ProvingPhase.BoundaryCommit);
        KeyedShape shape = key.VerifyingKey.Shapes[witness.Shape];
        ICommittedGroup group = lane.OnDevice(shape, prover => prover.CommitBoundary(witness));
        Digest[] cap = group.Cap;
        if (source.Count == 1)
        {
            _kept = group;
        }
        else
        {
            group.Dispose();
        }

        lane.Clock.Stop();
        return new PlannedShard(number, shape, heights, witness.PublicValues, cap) { CommittedOn = lane.Use.Device };
    }

    /// <summary>The proof of a shard.</summary>
    /// <param name="lane">Where.</param>
    /// <param name="shard">What phase 1 fixed.</param>
    /// <param name="challenge">The challenge of the run.</param>
    /// <param name="selfCheck">Whether it is verified.</param>
    /// <exception cref="DeviceException">The device failed, or made a proof that does not verify.</exception>
    /// <exception cref="WrongBoundaryException">The commitment of phase 1 is wrong; its device is in quarantine.</exception>
    /// <exception cref="PicoException"><c>proof-self-check</c>: the processor made a proof that does not verify.</exception>
    public RunShard Prove(ShardLane lane, PlannedShard shard, RunChallenge challenge, bool selfCheck)
    {
        lane.Clock.Begin(ProvingPhase.Trace);
        ShardWitness witness;
        lock (source)
        {
            // Rows are a small part of the work and are made with all threads: lanes take turns, while the others prove.
            witness = source.Make(shard.Number);
        }

        using ICommittedGroup boundary = Boundary(lane, shard, witness);
        if (witness.Shape != shard.Shape.Index || !witness.PublicValues.AsSpan().SequenceEqual(shard.PublicValues))
        {
            throw CameOutDifferently(shard);
        }

        if (!boundary.Cap.AsSpan().SequenceEqual(shard.BoundaryCap))
        {
            throw Judge(lane, shard, witness, boundary.Cap);
        }

        var (statement, proof) = lane.OnDevice(shard.Shape, prover => prover.Prove(witness, boundary, challenge.Alpha, challenge.Beta));
        RunShard result = new(shard.Shape.Index, [.. statement.PublicValues], statement.GlobalSum, RunProver.ToWords(shard.Shape, proof));
        if (selfCheck)
        {
            lane.Clock.Begin(ProvingPhase.Verify);
            if (Verify(result, challenge) is { } rejection)
            {
                throw lane.Use.Device.IsHost ? RunPipeline.SelfCheckFailure(shard.Number, rejection) : WrongProof(lane.Use.Device, shard.Number, rejection);
            }
        }

        return result;
    }

    /// <summary>Verifies the proof of a shard by itself.</summary>
    public Rejection? Verify(RunShard shard, RunChallenge challenge) => ShardVerifier.Verify(
        key.VerifyingKey, shard.Shape, new([.. shard.PublicValues], challenge.Alpha, challenge.Beta, shard.GlobalSum), shard.Words);

    /// <summary>A device made a proof that does not verify.</summary>
    public static DeviceException WrongProof(PooledDevice device, int number, Rejection rejection) =>
        new(device.Facts.Id, DeviceFault.WrongResult, $"its proof of shard {number} does not verify: {rejection}");

    /// <summary>Gives back what is kept of phase 1.</summary>
    public void Dispose()
    {
        _kept?.Dispose();
        _kept = null;
    }

    /// <summary>The boundary group: that of phase 1 in a run of one shard, if it is on this device, or made again.</summary>
    private ICommittedGroup Boundary(ShardLane lane, PlannedShard shard, ShardWitness witness)
    {
        if (Interlocked.Exchange(ref _kept, null) is { } kept)
        {
            if (lane.Use.Device == shard.CommittedOn)
            {
                return kept;
            }

            kept.Dispose();
        }

        lane.Clock.Begin(ProvingPhase.BoundaryCommit);
        return lane.OnDevice(shard.Shape, prover => prover.CommitBoundary(witness));
    }

    /// <summary>Two commitments to the same columns: the processor says which one is wrong, and so which device.</summary>
    private Exception Judge(ShardLane lane, PlannedShard shard, ShardWitness witness, Digest[] cap)
    {
        PooledDevice device = lane.Use.Device;
        if (device.IsHost && shard.CommittedOn.IsHost)
        {
            return CameOutDifferently(shard);
        }

        Digest[] right = device.IsHost ? cap : CommitOnHost(witness);
        bool isWrongNow = !right.AsSpan().SequenceEqual(cap);
        if (right.AsSpan().SequenceEqual(shard.BoundaryCap))
        {
            return WrongCap(device);
        }

        if (shard.CommittedOn.IsHost)
        {
            return CameOutDifferently(shard);
        }

        shard.CommittedOn.Retire(DeviceState.Quarantined);
        if (isWrongNow)
        {
            device.Retire(DeviceState.Quarantined);
        }

        return new WrongBoundaryException(WrongCap(shard.CommittedOn));

        DeviceException WrongCap(PooledDevice at) => new(
            at.Facts.Id, DeviceFault.WrongResult, $"its cap of the boundary columns of shard {shard.Number} is not the processor's", ProverPhase.Commit);
    }

    private Digest[] CommitOnHost(ShardWitness witness)
    {
        using CpuBackend backend = new(hostThreads);
        using ICommittedGroup group = new ShardProver(key, backend).CommitBoundary(witness);
        return group.Cap;
    }

    private static PicoException CameOutDifferently(PlannedShard shard) =>
        new(ErrorCatalog.Internal, $"shard {shard.Number} came out differently when it was made again");
}
