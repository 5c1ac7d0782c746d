// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;

namespace PicoEngine.Proving.Devices;

/// <summary>The threads of the processor, shared out among shards that are proved side by side.</summary>
internal static class CpuLanes
{
    /// <summary>A backend for each lane. Two shards on a thread each are faster than one after the other on both.</summary>
    /// <param name="degreeOfParallelism">Threads of all lanes together.</param>
    /// <param name="lanes">Shards side by side; no more than threads are made.</param>
    public static IReadOnlyList<IProverBackend> Create(int degreeOfParallelism, int lanes)
    {
        lanes = Math.Clamp(lanes, 1, degreeOfParallelism);
        return [.. Enumerable.Range(0, lanes).Select(i => new CpuBackend((degreeOfParallelism / lanes) + (i < degreeOfParallelism % lanes ? 1 : 0)))];
    }
}
