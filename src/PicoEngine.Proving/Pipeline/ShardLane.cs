// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Stark.Prover;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Pipeline;

/// <summary>Proves one shard after the other, with buffers and threads of its own.</summary>
internal sealed class ShardLane(ProvingKey key, int degreeOfParallelism, LaneClock clock) : IDisposable
{
    private ElementBufferPool _pool = new();
    private ShardProver? _prover;
    private int _shape;

    /// <summary>Its clock.</summary>
    public LaneClock Clock => clock;

    /// <summary>A prover whose buffers have the sizes of one shape: a pool keeps what it once lent, and those of two shapes together may exceed the memory limit.</summary>
    public ShardProver ProverOf(KeyedShape shape)
    {
        if (_prover is null || _shape != shape.Index)
        {
            _pool.Dispose();
            _pool = new ElementBufferPool();
            _prover = new ShardProver(key, _pool, degreeOfParallelism) { Observer = clock };
            _shape = shape.Index;
        }

        return _prover;
    }

    /// <summary>Frees the buffers.</summary>
    public void Dispose() => _pool.Dispose();
}
