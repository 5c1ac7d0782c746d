// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Proving.Devices;

/// <summary>The processor with the shards that it may have in flight.</summary>
internal sealed record HostLanes(PooledDevice Device, int Lanes)
{
    /// <summary>The threads of each lane. Two shards on a thread each are faster than one after the other on both.</summary>
    /// <param name="threads">Threads of all lanes together.</param>
    /// <param name="shards">Shards of the run.</param>
    public IReadOnlyList<int> Threads(int threads, int shards)
    {
        int lanes = Math.Clamp(Math.Min(Lanes, shards), 1, threads);
        return [.. Enumerable.Range(0, lanes).Select(i => (threads / lanes) + (i < threads % lanes ? 1 : 0))];
    }
}
