// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Pipeline;

/// <summary>Proves one shard after the other on a backend, which it owns.</summary>
internal sealed class ShardLane(ProvingKey key, IProverBackend backend, LaneClock clock) : IDisposable
{
    private readonly ShardProver _prover = new(key, backend) { Observer = clock };
    private int? _shape;

    /// <summary>Its clock.</summary>
    public LaneClock Clock => clock;

    /// <summary>A prover whose buffers have the sizes of one shape: backends keep what they once allocated, and that of two shapes together may exceed the memory limit.</summary>
    public ShardProver ProverOf(KeyedShape shape)
    {
        if (_shape != shape.Index)
        {
            backend.ReleaseUnused();
            _shape = shape.Index;
        }

        return _prover;
    }

    /// <summary>Frees the buffers.</summary>
    public void Dispose() => backend.Dispose();
}
