// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics.CodeAnalysis;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Cuda.Devices;

/// <summary>A queue of work on a device: in order within itself, in no order with others but by events. One thread at a time.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "What CUDA calls a stream: no System.IO.Stream.")]
public sealed class CudaStream : IDisposable
{
    internal CudaStream(StreamHandle handle) => Handle = handle;

    internal StreamHandle Handle { get; }

    /// <summary>Memory of the device, in the order of this stream: work of other streams on it needs an event between.</summary>
    /// <param name="elementCount">Words of 32 bits, at least one.</param>
    /// <exception cref="PicoException">The device has not so much memory; everything else goes on.</exception>
    public CudaBuffer Allocate(long elementCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elementCount, 1);
        NativeCall.Check(NativeMethods.pico_buffer_allocate(Handle, checked((nuint)elementCount * sizeof(uint)), out var buffer));
        return new CudaBuffer(buffer, elementCount);
    }

    /// <summary>Waits until all queued work has run.</summary>
    /// <exception cref="PicoException">Work failed; where a kernel died, the context is unusable from now on.</exception>
    public void Synchronize() => NativeCall.Check(NativeMethods.pico_stream_synchronize(Handle));

    /// <summary>Whether all queued work has run.</summary>
    /// <exception cref="PicoException">Work failed.</exception>
    public bool IsIdle() => NativeCall.IsReady(NativeMethods.pico_stream_query(Handle));

    /// <summary>Lets work that is queued from now on wait for the point that an event was recorded at.</summary>
    public void Wait(CudaEvent awaited)
    {
        ArgumentNullException.ThrowIfNull(awaited);
        NativeCall.Check(NativeMethods.pico_stream_wait_event(Handle, awaited.Handle));
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
