// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Cuda.Devices;

/// <summary>A device in use. Streams, events, buffers and tables keep what they need of it. Thread-safe.</summary>
public sealed class CudaContext : IDisposable
{
    internal CudaContext(ContextHandle handle, CudaDevice device)
    {
        Handle = handle;
        Device = device;
        Memory = new MemorySpace($"cuda:{device.Ordinal}");
    }

    /// <summary>The device.</summary>
    public CudaDevice Device { get; }

    /// <summary>Its memory: backends of one context read each other's committed groups.</summary>
    public MemorySpace Memory { get; }

    internal ContextHandle Handle { get; }

    /// <summary>A new queue of work.</summary>
    /// <exception cref="PicoException">The device refuses.</exception>
    public CudaStream CreateStream()
    {
        NativeCall.Check(NativeMethods.pico_stream_create(Handle, out var stream));
        return new CudaStream(stream);
    }

    /// <summary>A new event, recorded nowhere yet.</summary>
    /// <exception cref="PicoException">The device refuses.</exception>
    public CudaEvent CreateEvent()
    {
        NativeCall.Check(NativeMethods.pico_event_create(Handle, out var handle));
        return new CudaEvent(handle);
    }

    /// <summary>Host memory that the device reads and writes at full speed while the host goes on.</summary>
    /// <exception cref="PicoException">There is not so much memory that can be pinned.</exception>
    public PinnedMemory AllocatePinned(long byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(byteCount, 1);
        return new PinnedMemory(Handle, byteCount);
    }

    /// <summary>Memory of the device that nobody has, and all of it, in bytes.</summary>
    /// <exception cref="PicoException">The device does not answer.</exception>
    public (long Free, long Total) MeasureMemory()
    {
        NativeCall.Check(NativeMethods.pico_context_memory(Handle, out var free, out var total));
        return (checked((long)free), checked((long)total));
    }

    /// <summary>What the driver's pool has given out, and the most it had.</summary>
    /// <exception cref="PicoException">The device does not answer.</exception>
    public PoolUsage MeasurePool()
    {
        NativeCall.Check(NativeMethods.pico_context_pool_usage(Handle, out var usage));
        return checked(new PoolUsage((long)usage.UsedByteCount, (long)usage.UsedPeakByteCount, (long)usage.ReservedByteCount, (long)usage.ReservedPeakByteCount));
    }

    /// <summary>Lets the peaks of <see cref="MeasurePool"/> begin anew from what is in use now.</summary>
    /// <exception cref="PicoException">The device does not answer.</exception>
    public void ResetPoolPeak() => NativeCall.Check(NativeMethods.pico_context_reset_pool_peak(Handle));

    /// <summary>Gives memory of freed buffers that the driver's pool keeps back to the system, but for so many bytes.</summary>
    /// <exception cref="PicoException">The device does not answer.</exception>
    public void Trim(long keepByteCount = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keepByteCount);
        NativeCall.Check(NativeMethods.pico_context_trim(Handle, (ulong)keepByteCount));
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
