// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Cuda.Devices;

/// <summary>Words of 32 bits in a device's memory. Disposing frees them behind everything queued on the stream that allocated them.</summary>
public sealed unsafe class CudaBuffer : IDisposable
{
    internal CudaBuffer(BufferHandle handle, long elementCount)
    {
        Handle = handle;
        ElementCount = elementCount;
    }

    /// <summary>Words.</summary>
    public long ElementCount { get; }

    internal BufferHandle Handle { get; }

    /// <summary>Copies from the host and waits for it.</summary>
    /// <exception cref="ArgumentException">The words reach beyond the buffer.</exception>
    /// <exception cref="PicoException">The device failed.</exception>
    public void Write<T>(CudaStream stream, ReadOnlySpan<T> source, long elementOffset = 0)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);

        // Safe: the span stays pinned until the copy has run.
        fixed (T* pointer = source)
        {
            NativeCall.Check(NativeMethods.pico_buffer_write(stream.Handle, Handle, Bytes(elementOffset), pointer, (nuint)source.Length * (nuint)sizeof(T)));
            stream.Synchronize();
        }
    }

    /// <summary>Copies to the host and waits for it, and for all that was queued before.</summary>
    /// <exception cref="ArgumentException">The words reach beyond the buffer.</exception>
    /// <exception cref="PicoException">The device failed.</exception>
    public void Read<T>(CudaStream stream, Span<T> destination, long elementOffset = 0)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);

        // Safe: the span stays pinned until the copy has run.
        fixed (T* pointer = destination)
        {
            NativeCall.Check(NativeMethods.pico_buffer_read(stream.Handle, Handle, Bytes(elementOffset), pointer, (nuint)destination.Length * (nuint)sizeof(T)));
            stream.Synchronize();
        }
    }

    /// <summary>Queues a copy from pinned memory, which has to stay as it is until the stream has got there.</summary>
    /// <exception cref="ArgumentException">The words reach beyond the buffer or the memory.</exception>
    public void BeginWrite(CudaStream stream, PinnedMemory source, long sourceByteOffset, long elementOffset, long elementCount)
    {
        RequireWithin(stream, source, sourceByteOffset, elementCount);
        NativeCall.Check(NativeMethods.pico_buffer_write(stream.Handle, Handle, Bytes(elementOffset), source.Pointer + sourceByteOffset, Bytes(elementCount)));
    }

    /// <summary>Queues a copy to pinned memory; the words are there when the stream has got there.</summary>
    /// <exception cref="ArgumentException">The words reach beyond the buffer or the memory.</exception>
    public void BeginRead(CudaStream stream, PinnedMemory destination, long destinationByteOffset, long elementOffset, long elementCount)
    {
        RequireWithin(stream, destination, destinationByteOffset, elementCount);
        NativeCall.Check(NativeMethods.pico_buffer_read(stream.Handle, Handle, Bytes(elementOffset), destination.Pointer + destinationByteOffset, Bytes(elementCount)));
    }

    /// <summary>Queues a copy to another buffer, or to words of this one that do not overlap.</summary>
    /// <exception cref="ArgumentException">The words reach beyond a buffer, or overlap.</exception>
    public void CopyTo(CudaStream stream, long elementOffset, CudaBuffer destination, long destinationElementOffset, long elementCount)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(destination);
        NativeCall.Check(NativeMethods.pico_buffer_copy(
            stream.Handle, Handle, Bytes(elementOffset), destination.Handle, Bytes(destinationElementOffset), Bytes(elementCount)));
    }

    /// <summary>Queues the setting of words to a value.</summary>
    /// <exception cref="ArgumentException">The words reach beyond the buffer.</exception>
    public void Fill(CudaStream stream, uint value, long elementOffset, long elementCount)
    {
        ArgumentNullException.ThrowIfNull(stream);
        NativeCall.Check(NativeMethods.pico_buffer_fill(stream.Handle, Handle, Count(elementOffset), Count(elementCount), value));
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    /// <summary>A count or an offset for the C ABI.</summary>
    internal static nuint Count(long elements)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elements);
        return (nuint)elements;
    }

    private static nuint Bytes(long elements) => checked(Count(elements) * sizeof(uint));

    private static void RequireWithin(CudaStream stream, PinnedMemory memory, long byteOffset, long elementCount)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentOutOfRangeException.ThrowIfNegative(byteOffset);
        ArgumentOutOfRangeException.ThrowIfNegative(elementCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(checked((elementCount * sizeof(uint)) + byteOffset), memory.ByteCount, nameof(elementCount));
        ObjectDisposedException.ThrowIf(memory.IsClosed, memory);
    }
}
