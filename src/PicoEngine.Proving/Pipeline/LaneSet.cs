// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.ExceptionServices;
using PicoEngine.Proving.Devices;
using PicoEngine.Proving.Scheduling;
using PicoEngine.Stark.Prover;

namespace PicoEngine.Proving.Pipeline;

/// <summary>The lanes of all devices of a run.</summary>
internal sealed class LaneSet : IDisposable
{
    private readonly ShardLane[] _lanes;

    /// <param name="key">The program.</param>
    /// <param name="uses">The devices.</param>
    /// <param name="clock">The clock of the run.</param>
    /// <param name="progress">How much of each shard is proved.</param>
    public LaneSet(ProvingKey key, IReadOnlyList<DeviceUse> uses, StageClock clock, ShardProgress progress) =>
        _lanes = [.. uses.SelectMany(use => use.LaneThreads.Select(threads => new ShardLane(key, use, threads, new LaneClock(clock, progress))))];

    /// <summary>Works until the queue has nothing more. A failure of a device goes to the queue; any other ends the work of all lanes at their next phase.</summary>
    /// <param name="queue">The shards.</param>
    /// <param name="work">Makes a shard, and says whether it is counted for the device.</param>
    /// <exception cref="Exception">The first failure that was not a device's.</exception>
    public void Run(ShardQueue queue, Func<ShardLane, ShardAttempt, CancellationToken, bool> work)
    {
        ExceptionDispatchInfo? failure = null;
        using CancellationTokenSource stop = new();
        Task[] others = [.. _lanes.Skip(1).Select(lane => Task.Factory.StartNew(
            () => Work(lane), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Work(_lanes[0]);
        Task.WaitAll(others);
        failure?.Throw();

        void Work(ShardLane lane)
        {
            ShardAttempt? current = null;
            try
            {
                while ((current = queue.Take(lane.Use)) is { } attempt)
                {
                    try
                    {
                        bool counts = work(lane, attempt, stop.Token);
                        current = null;
                        queue.Complete(attempt, counts);
                    }
                    catch (Exception exception) when (!stop.IsCancellationRequested && lane.FaultOf(exception) is { } fault)
                    {
                        lane.Clock.Stop();
                        lane.Recover();
                        current = null;
                        queue.Fail(attempt, fault, exception);
                    }
                }
            }
            catch (Exception exception)
            {
                // The first to fail says why; the others end at their next phase, because of it.
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
                lane.Clock.Stop();
                stop.Cancel();
                queue.Stop(current);
            }
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
}
