// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Backends.Cuda.Interop;

namespace PicoEngine.Backends.Cuda.Devices;

/// <summary>Host memory that does not move. It has to stay until every copy from or to it has run.</summary>
public sealed unsafe class PinnedMemory : SafeHandle
{
    private readonly ContextHandle _context;

    internal PinnedMemory(ContextHandle context, long byteCount)
        : base(0, ownsHandle: true)
    {
        NativeCall.Check(NativeMethods.pico_host_memory_allocate(context, checked((nuint)byteCount), out var memory));
        _context = context;
        ByteCount = byteCount;
        SetHandle(memory);

        // Safe: given back in ReleaseHandle. The memory is freed through its context, which therefore has to outlive it.
        var added = false;
        context.DangerousAddRef(ref added);
    }

    /// <summary>Its size.</summary>
    public long ByteCount { get; }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Some of the memory, as elements of a type.</summary>
    /// <param name="byteOffset">Where they begin.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">They reach beyond the memory.</exception>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    public Span<T> AsSpan<T>(long byteOffset, int count)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(byteOffset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(((long)count * sizeof(T)) + byteOffset, ByteCount, nameof(count));

        // Safe: within the memory, which stays until this object is disposed of; the caller keeps it until then.
        return new Span<T>((byte*)handle + byteOffset, count);
    }

    internal byte* Pointer => (byte*)handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        var answer = NativeMethods.pico_host_memory_free(_context, (void*)handle);
        _context.DangerousRelease();
        return answer == NativeStatus.Ok;
    }
}
