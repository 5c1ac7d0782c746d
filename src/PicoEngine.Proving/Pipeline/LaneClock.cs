// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Stark.Prover;

namespace PicoEngine.Proving.Pipeline;

/// <summary>The clock of one of the lanes in which the shards of a run are proved side by side.</summary>
internal sealed class LaneClock(StageClock run, ShardProgress shards) : IShardProverObserver
{
    private int _shard;
    private ProvingPhase _phase;
    private long? _phaseStart;
    private CancellationToken _stop;

    /// <summary>What whoever is told of progress threw: no failure of the work.</summary>
    public Exception? Interruption { get; private set; }

    /// <summary>Notes which shard comes next.</summary>
    /// <param name="shard">Its number.</param>
    /// <param name="stop">Ends the work of all lanes when one of them fails.</param>
    public void BeginShard(int shard, CancellationToken stop) => (_shard, _stop) = (shard, stop);

    /// <summary>Ends the phase before and begins another one.</summary>
    /// <exception cref="OperationCanceledException">The work is cancelled, or another lane failed.</exception>
    public void Begin(ProvingPhase phase)
    {
        Stop();
        (_phase, _phaseStart) = (phase, Stopwatch.GetTimestamp());
        try
        {
            run.Enter(phase, _shard);
        }
        catch (Exception exception)
        {
            Interruption = exception;
            throw;
        }

        _stop.ThrowIfCancellationRequested();
    }

    /// <summary>Ends the shard.</summary>
    public void EndShard()
    {
        Stop();
        run.PhaseTwoAt(shards.Advance(_shard, 1));
    }

    /// <summary>Ends the phase without another one.</summary>
    public void Stop()
    {
        if (_phaseStart is { } start)
        {
            run.Add(_phase, Stopwatch.GetElapsedTime(start) / shards.Lanes);
            _phaseStart = null;
        }
    }

    /// <inheritdoc/>
    void IShardProverObserver.PhaseBegins(ProverPhase phase)
    {
        // Rough shares of a shard's time; they only smooth the progress within a shard.
        (ProvingPhase own, double done) = phase switch
        {
            ProverPhase.Commit => (ProvingPhase.Commit, 0.1),
            ProverPhase.LogUp => (ProvingPhase.LogUp, 0.45),
            ProverPhase.Zerocheck => (ProvingPhase.Zerocheck, 0.7),
            _ => (ProvingPhase.Open, 0.85),
        };
        run.PhaseTwoAt(shards.Advance(_shard, done));
        Begin(own);
    }
}
