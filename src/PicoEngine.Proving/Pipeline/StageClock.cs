// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;

namespace PicoEngine.Proving.Pipeline;

/// <summary>Adds up the time of phases, tells how far the work is, and stops it between phases when it is cancelled.</summary>
/// <remarks>Shards that are proved side by side have a <see cref="LaneClock"/> each; whoever is told of progress is called by one of them at a time.</remarks>
internal sealed class StageClock(IProgress<ProofProgress>? progress, CancellationToken cancellation)
{
    // Shares of the whole: what is before phase 2, and what is behind it.
    private const double PhaseOneShare = 0.1;
    private const double VerifyShare = 0.02;

    private readonly Lock _gate = new();
    private readonly double[] _seconds = new double[Enum.GetValues<ProvingPhase>().Length];
    private readonly long _start = Stopwatch.GetTimestamp();
    private long? _phaseStart = Stopwatch.GetTimestamp();

    /// <summary>What was begun last.</summary>
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

    /// <summary>
    /// Seconds by phase, those without any left out. A second in which several shards are proved counts once, in equal parts, so that the sum is the time that
    /// all took together as long as no lane waits.
    /// </summary>
    public IReadOnlyDictionary<ProvingPhase, double> Seconds =>
        Enum.GetValues<ProvingPhase>().Where(phase => _seconds[(int)phase] > 0).ToDictionary(phase => phase, phase => _seconds[(int)phase]);

    /// <summary>Ends the phase before and begins another one, of the whole run or of one shard while nothing else is done.</summary>
    /// <exception cref="OperationCanceledException">The work is cancelled.</exception>
    public void Begin(ProvingPhase phase, int shard = 0)
    {
        Stop();
        _phaseStart = Stopwatch.GetTimestamp();
        Enter(phase, shard);
    }

    /// <summary>Adds time that was spent before the clock was made.</summary>
    public void Add(ProvingPhase phase, TimeSpan time)
    {
        lock (_gate)
        {
            _seconds[(int)phase] += time.TotalSeconds;
        }
    }

    /// <summary>Ends the phase without another one.</summary>
    public void Stop()
    {
        if (_phaseStart is { } start)
        {
            Add(Phase, Stopwatch.GetElapsedTime(start));
            _phaseStart = null;
        }
    }

    /// <summary>Notes how many shards of phase 1 are done.</summary>
    public void PhaseOneDone(int shards)
    {
        lock (_gate)
        {
            Fraction = Math.Max(Fraction, PhaseOneShare * shards / Math.Max(1, Shards));
        }
    }

    /// <summary>Notes how much of phase 2 is done, 0 to 1.</summary>
    public void PhaseTwoAt(double share)
    {
        lock (_gate)
        {
            Fraction = Math.Max(Fraction, PhaseOneShare + ((1 - PhaseOneShare - VerifyShare) * share));
        }
    }

    /// <summary>Notes that all is done.</summary>
    public void Finish()
    {
        Stop();
        Fraction = 1;
        Report();
    }

    /// <summary>Reports the state as it is.</summary>
    public void Report()
    {
        lock (_gate)
        {
            progress?.Report(new ProofProgress(Phase, Shard, Shards, Cycles, Fraction, Elapsed));
        }
    }

    /// <summary>Notes and reports what is being done.</summary>
    /// <exception cref="OperationCanceledException">The work is cancelled.</exception>
    public void Enter(ProvingPhase phase, int shard)
    {
        lock (_gate)
        {
            (Phase, Shard) = (phase, shard);
            Report();
        }

        cancellation.ThrowIfCancellationRequested();
    }
}
