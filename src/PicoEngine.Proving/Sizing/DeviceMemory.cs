// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Contracts.Errors;
using PicoEngine.Proving.Devices;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Sizing;

/// <summary>What full shards of one key take on devices of one kind.</summary>
internal sealed class DeviceMemory : IDisposable
{
    private readonly Dictionary<int, MemoryPlan> _plans = [];
    private readonly IProverBackend _backend;

    /// <param name="device">One of the devices: it says what shards take.</param>
    /// <exception cref="PicoException">The device refuses.</exception>
    public DeviceMemory(PooledDevice device) => _backend = device.CreateBackend(1);

    /// <summary>A full shard of a shape.</summary>
    public MemoryPlan FullShard(KeyedShape shape)
    {
        if (!_plans.TryGetValue(shape.Index, out MemoryPlan? plan))
        {
            _plans[shape.Index] = plan = Sizing.FullShard.Plan(_backend, shape);
        }

        return plan;
    }

    /// <inheritdoc/>
    public void Dispose() => _backend.Dispose();
}
