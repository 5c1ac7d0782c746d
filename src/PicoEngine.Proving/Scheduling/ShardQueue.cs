// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Proving.Scheduling;

/// <summary>
/// Gives the shards of one phase to the devices, in order, and those that failed once more: to another device where there is one. Thread-safe; one thread
/// asks for each lane of a device.
/// </summary>
/// <remarks>
/// A device that is lost or computed something wrong gets no more shards. One that ran out of memory with several shards in flight has one at a time from
/// then on; alone, it gets no more in this run. The reserve takes what no other device may: shards that failed twice, and everything when no other is left.
/// </remarks>
internal sealed class ShardQueue
{
    // A shard is retried once: one that two devices fail at might fail at all of them.
    private const int MostFailures = 2;

    private readonly object _gate = new();
    private readonly IReadOnlyList<DeviceUse> _uses;
    private readonly ShardState[] _shards;
    private readonly IReadOnlyList<int> _numbers;
    private readonly int _maximumInFlight;
    private readonly Action<string>? _warn;
    private int _inFlight;
    private bool _isStopped;

    /// <param name="numbers">The numbers of the shards, for warnings.</param>
    /// <param name="uses">The devices.</param>
    /// <param name="maximumInFlight">Shards in flight on all devices together.</param>
    /// <param name="warn">Gets a line for each failure, with what is done about it.</param>
    public ShardQueue(IReadOnlyList<int> numbers, IReadOnlyList<DeviceUse> uses, int maximumInFlight, Action<string>? warn)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumInFlight, 1);
        (_numbers, _uses, _maximumInFlight, _warn) = (numbers, uses, maximumInFlight, warn);
        _shards = [.. numbers.Select(_ => new ShardState())];
    }

    /// <summary>Shards that are made.</summary>
    public int Finished
    {
        get
        {
            lock (_gate)
            {
                return _shards.Count(shard => shard.IsDone);
            }
        }
    }

    /// <summary>A shard that no device may take any more, or null: then all of them are or will be made, or the work was stopped.</summary>
    public (int Index, ShardState State)? Failed
    {
        get
        {
            lock (_gate)
            {
                int index = Array.FindIndex(_shards, shard => shard.IsPending && Targets(shard).Count == 0);
                return index < 0 ? null : (index, _shards[index]);
            }
        }
    }

    /// <summary>The last failure of any shard, and where.</summary>
    public (Exception Exception, DeviceUse Use)? LastFailure { get; private set; }

    /// <summary>The next shard for a device; waits while others have what it may get if they fail.</summary>
    /// <returns>Null when there is nothing more for this lane.</returns>
    public ShardAttempt? Take(DeviceUse use)
    {
        lock (_gate)
        {
            while (!_isStopped && use.IsReady && Array.Exists(_shards, shard => !shard.IsDone) && Failed is null)
            {
                if (_inFlight < _maximumInFlight && use.InFlight < use.MaximumInFlight && Array.FindIndex(_shards, shard => IsNext(shard, use)) is >= 0 and var index)
                {
                    return Begin(index, use);
                }

                Monitor.Wait(_gate);
            }

            // Whoever waits for this device looks again.
            Monitor.PulseAll(_gate);
            return null;
        }
    }

    /// <summary>A shard is made.</summary>
    /// <param name="attempt">As it was taken.</param>
    /// <param name="counts">Whether it is counted for the device.</param>
    public void Complete(ShardAttempt attempt, bool counts)
    {
        lock (_gate)
        {
            End(attempt);
            _shards[attempt.Index].IsDone = true;
            attempt.Use.Shards += counts ? 1 : 0;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>A device failed at a shard.</summary>
    public void Fail(ShardAttempt attempt, DeviceFault fault, Exception exception)
    {
        string line;
        lock (_gate)
        {
            End(attempt);
            if (fault == DeviceFault.OutOfMemory && attempt.WasShared)
            {
                attempt.Use.MaximumInFlight = 1;
                _shards[attempt.Index].FailedBesideOthers.Add(attempt.Use);
            }

            line = GiveBack(attempt.Index, attempt.Use, fault, attempt.WasShared, exception);
        }

        _warn?.Invoke(line);
    }

    /// <summary>A shard that counted as made is wrong.</summary>
    /// <param name="index">Which.</param>
    /// <param name="use">Where it was made.</param>
    /// <param name="exception">What is wrong with it.</param>
    public void Reject(int index, DeviceUse use, Exception exception)
    {
        string line;
        lock (_gate)
        {
            _shards[index].IsDone = false;
            use.Shards--;
            line = GiveBack(index, use, DeviceFault.WrongResult, wasShared: false, exception);
        }

        _warn?.Invoke(line);
    }

    /// <summary>The work failed at a shard, and no device is at fault: nobody gets anything any more.</summary>
    /// <param name="attempt">As it was taken; null when its end is known here.</param>
    public void Stop(ShardAttempt? attempt)
    {
        lock (_gate)
        {
            if (attempt is not null)
            {
                End(attempt);
            }

            _isStopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The devices that may take a shard as things are: others than those that failed at it, where there are such; a failure for want of memory may have been a neighbour's.</summary>
    private List<DeviceUse> Targets(ShardState shard)
    {
        if (shard.Failures < MostFailures)
        {
            DeviceUse[] ready = [.. _uses.Where(use => !use.IsReserve && use.IsReady)];
            List<DeviceUse> others = [.. ready.Where(use => !shard.FailedOn.Contains(use))];
            others = others.Count > 0 ? others : [.. ready.Where(shard.FailedBesideOthers.Contains)];
            if (others.Count > 0)
            {
                return others;
            }
        }

        return [.. _uses.Where(use => use.IsReserve && use.IsReady)];
    }

    /// <summary>Whether a device should begin this shard now: no other one that may is less busy.</summary>
    private bool IsNext(ShardState shard, DeviceUse use)
    {
        if (!shard.IsPending)
        {
            return false;
        }

        List<DeviceUse> targets = Targets(shard);
        return targets.Contains(use) && !targets.Exists(other => other.InFlight < Math.Min(use.InFlight, other.MaximumInFlight));
    }

    private ShardAttempt Begin(int index, DeviceUse use)
    {
        _shards[index].IsPending = false;
        _inFlight++;
        if (use.InFlight == 0)
        {
            use.BusySince = Stopwatch.GetTimestamp();
        }

        ShardAttempt attempt = new(index, use) { WasShared = use.InFlight > 0 };
        use.Begin(attempt);

        // A second lane of a device that is less busy now may have its turn.
        Monitor.PulseAll(_gate);
        return attempt;
    }

    private void End(ShardAttempt attempt)
    {
        _inFlight--;
        attempt.Use.End(attempt);
        if (attempt.Use.InFlight == 0)
        {
            attempt.Use.Busy += Stopwatch.GetElapsedTime(attempt.Use.BusySince);
        }
    }

    private string GiveBack(int index, DeviceUse use, DeviceFault fault, bool wasShared, Exception exception)
    {
        ShardState shard = _shards[index];
        shard.IsPending = true;
        shard.Failures++;
        shard.FailedOn.Add(use);
        LastFailure = shard.LastFailure = (exception, use);
        use.Retries++;
        string device = use.Device.Facts.Id;
        string consequence;
        switch (fault)
        {
            case DeviceFault.Lost:
                use.Device.Retire(DeviceState.Lost);
                consequence = $"{device} is lost and takes no more shards";
                break;
            case DeviceFault.WrongResult:
                use.Device.Retire(DeviceState.Quarantined);
                consequence = $"{device} is in quarantine and takes no more shards";
                break;
            default:
                use.IsTooSmall = !wasShared;
                consequence = wasShared ? $"{device} has one shard at a time from now on" : $"{device} takes no more shards of this run";
                break;
        }

        Monitor.PulseAll(_gate);
        string next = Targets(shard) switch
        {
            [] => "no device is left to make it again",
            [{ IsReserve: true }] => "the processor makes it again",
            [var only] => $"{only.Device.Facts.Id} makes it again",
            _ => "another device makes it again",
        };
        return $"shard {_numbers[index]} failed: {DeviceFailure.Describe(exception, device)}; {consequence}; {next}";
    }
}
