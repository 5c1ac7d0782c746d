// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Backends.Buffers;

/// <summary>Lends buffers of field elements and keeps what comes back: touching fresh pages costs as much as a pass over them. Thread-safe.</summary>
public sealed class ElementBufferPool : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<ElementBlock> _free = [];
    private long _allocatedBytes;
    private bool _disposed;

    /// <summary>Bytes of all blocks of this pool, lent or not. A bound: the untouched end of a block takes no memory.</summary>
    public long AllocatedBytes => Interlocked.Read(ref _allocatedBytes);

    /// <summary>Lends the smallest free block that is large enough and at most twice as large, or a new one.</summary>
    /// <param name="length">Elements, at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">No element, or more than an array can have.</exception>
    /// <exception cref="OutOfMemoryException">The machine has not that much memory.</exception>
    public ElementBuffer Rent(long length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var fitting = _free.Where(block => block.Capacity >= length && block.Capacity / 2 <= length).MinBy(block => block.Capacity);
            if (fitting is not null)
            {
                _free.Remove(fitting);
                return new ElementBuffer(this, fitting, (int)length);
            }
        }

        // A power of two, so that buffers of different stages fit each other's blocks; pages that nobody touches take no memory.
        var fresh = new ElementBlock((int)Math.Min(Array.MaxLength, (long)BitOperations.RoundUpToPowerOf2((ulong)length)));
        Interlocked.Add(ref _allocatedBytes, fresh.Capacity * (long)sizeof(uint));
        return new ElementBuffer(this, fresh, (int)length);
    }

    /// <summary>Frees what is not lent now; blocks that come back later are kept again.</summary>
    public void ReleaseUnused()
    {
        lock (_lock)
        {
            _free.ForEach(block => Interlocked.Add(ref _allocatedBytes, -block.Capacity * (long)sizeof(uint)));
            _free.ForEach(block => block.Dispose());
            _free.Clear();
        }
    }

    /// <summary>Frees what is not lent now, and what is lent when it comes back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _free.ForEach(block => block.Dispose());
            _free.Clear();
        }
    }

    internal void Return(ElementBlock block)
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _free.Add(block);
                return;
            }
        }

        block.Dispose();
    }
}
