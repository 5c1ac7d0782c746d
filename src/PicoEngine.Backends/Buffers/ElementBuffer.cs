// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Buffers;

/// <summary>Field elements outside the managed heap, aligned for vectors, with undefined content at first. Disposing gives them back to their pool.</summary>
/// <remarks>Whoever rents a buffer owns it: one user at a time, and no span of it is used after <see cref="Dispose"/>.</remarks>
public sealed unsafe class ElementBuffer : IDisposable
{
    private readonly ElementBufferPool _pool;
    private readonly ElementBlock _block;
    private bool _returned;

    internal ElementBuffer(ElementBufferPool pool, ElementBlock block, int length)
    {
        _pool = pool;
        _block = block;
        Length = length;
    }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The elements.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was given back.</exception>
    public Span<KoalaBear> Span => new(Pointer, Length);

    /// <summary>The first element.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was given back.</exception>
    internal KoalaBear* Pointer
    {
        get
        {
            // Safe: the block has at least Length elements and lives until the pool frees it, which it does only with blocks that were returned.
            ObjectDisposedException.ThrowIf(_returned, this);
            return _block.Pointer;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_returned)
        {
            _returned = true;
            _pool.Return(_block);
        }
    }
}
