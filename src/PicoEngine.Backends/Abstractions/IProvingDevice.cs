// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Abstractions;

/// <summary>A device in use, on which several backends work side by side and read each other's groups. Thread-safe. Its backends and groups are disposed before it.</summary>
public interface IProvingDevice : IDisposable
{
    /// <summary>What it is.</summary>
    public DeviceFacts Facts { get; }

    /// <summary>The memory that all of its backends have in common.</summary>
    public MemorySpace Memory { get; }

    /// <summary>Memory that nobody has now, in bytes; what this process keeps for later and does not use counts as free.</summary>
    /// <exception cref="PicoException">The device does not answer.</exception>
    public long FreeBytes();

    /// <summary>A backend for one shard at a time; the caller's.</summary>
    /// <param name="hostThreads">Threads of the host that work for it; no result depends on it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    /// <exception cref="PicoException">The device refuses.</exception>
    public IProverBackend CreateBackend(int hostThreads);
}
