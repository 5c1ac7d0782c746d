// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Stark.Prover;

namespace PicoEngine.Proving.Pipeline;

/// <summary>Adds up the time of phases, tells how far the work is, and stops it between phases when it is cancelled.</summary>
internal sealed class StageClock(IProgress<ProofProgress>? progress, CancellationToken cancellation) : IShardProverObserver
{
    // Shares of the whole: what is before phase 2, and what is behind it.
    private const double PhaseOneShare = 0.1;
    private const double VerifyShare = 0.02;

    private readonly double[] _seconds = new double[Enum.GetValues<ProvingPhase>().Length];
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _phaseStart = Stopwatch.GetTimestamp();
    private double _shardStart;
    private double _shardShare;

    /// <summary>What is being done.</summary>
    public ProvingPhase Phase { get; private set; }

    /// <summary>The shard that it is done for; 0 for the run.</summary>
    public int Shard { get; private set; }

    /// <summary>Shards of the run; 0 before it is cut.</summary>
    public int Shards { get; set; }

    /// <summary>Instructions executed.</summary>
    public ulong Cycles { get; set; }

    /// <summary>Share of the work that is done.</summary>
    public double Fraction { get; private set; }

    /// <summary>Time since the clock was made.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Seconds by phase, those without any left out.</summary>
    public IReadOnlyDictionary<ProvingPhase, double> Seconds =>
        Enum.GetValues<ProvingPhase>().Where(phase => _seconds[(int)phase] > 0).ToDictionary(phase => phase, phase => _seconds[(int)phase]);

    /// <summary>Ends the phase before and begins another one.</summary>
    /// <exception cref="OperationCanceledException">The work is cancelled.</exception>
    public void Begin(ProvingPhase phase, int shard = 0)
    {
        Stop();
        (Phase, Shard) = (phase, shard);
        Report();
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Adds time that was spent before the clock was made.</summary>
    public void Add(ProvingPhase phase, TimeSpan time) => _seconds[(int)phase] += time.TotalSeconds;

    /// <summary>Ends the phase without another one.</summary>
    public void Stop()
    {
        long now = Stopwatch.GetTimestamp();
        _seconds[(int)Phase] += Stopwatch.GetElapsedTime(_phaseStart, now).TotalSeconds;
        _phaseStart = now;
    }

    /// <summary>Notes how many shards of phase 1 are done.</summary>
    public void PhaseOneDone(int shards) => Fraction = PhaseOneShare * shards / Math.Max(1, Shards);

    /// <summary>Notes where in phase 2 the next shard lies.</summary>
    /// <param name="costBefore">Cost of the shards before it.</param>
    /// <param name="cost">Its own.</param>
    /// <param name="total">Of all shards.</param>
    public void BeginShard(long costBefore, long cost, long total)
    {
        const double PhaseTwoShare = 1 - PhaseOneShare - VerifyShare;
        _shardStart = PhaseOneShare + (PhaseTwoShare * costBefore / total);
        _shardShare = PhaseTwoShare * cost / total;
        Fraction = _shardStart;
    }

    /// <summary>Notes that all is done.</summary>
    public void Finish()
    {
        Stop();
        Fraction = 1;
        Report();
    }

    /// <summary>Reports the state as it is.</summary>
    public void Report() => progress?.Report(new ProofProgress(Phase, Shard, Shards, Cycles, Fraction, Elapsed));

    /// <inheritdoc/>
    void IShardProverObserver.PhaseBegins(ShardProverPhase phase)
    {
        // Rough shares of a shard's time; they only smooth the progress within a shard.
        (ProvingPhase own, double done) = phase switch
        {
            ShardProverPhase.Commit => (ProvingPhase.Commit, 0.1),
            ShardProverPhase.LogUp => (ProvingPhase.LogUp, 0.45),
            ShardProverPhase.Zerocheck => (ProvingPhase.Zerocheck, 0.7),
            _ => (ProvingPhase.Open, 0.85),
        };
        Fraction = _shardStart + (_shardShare * done);
        Begin(own, Shard);
    }
}
