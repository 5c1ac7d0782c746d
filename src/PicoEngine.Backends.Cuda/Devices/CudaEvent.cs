// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Cuda.Devices;

/// <summary>A point in a stream's work, with the device's time at which it was reached.</summary>
public sealed class CudaEvent : IDisposable
{
    internal CudaEvent(EventHandle handle) => Handle = handle;

    internal EventHandle Handle { get; }

    /// <summary>Moves the event behind what is queued on a stream now.</summary>
    public void Record(CudaStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        NativeCall.Check(NativeMethods.pico_event_record(Handle, stream.Handle));
    }

    /// <summary>Waits until the stream has got there.</summary>
    /// <exception cref="PicoException">Work before it failed.</exception>
    public void Synchronize() => NativeCall.Check(NativeMethods.pico_event_synchronize(Handle));

    /// <summary>Whether the stream has got there; true for an event that was never recorded.</summary>
    /// <exception cref="PicoException">Work before it failed.</exception>
    public bool IsReached() => NativeCall.IsReady(NativeMethods.pico_event_query(Handle));

    /// <summary>The device's time from another event to this one; both were reached.</summary>
    /// <exception cref="InvalidOperationException">One was not reached yet.</exception>
    public TimeSpan ElapsedSince(CudaEvent start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return NativeCall.IsReady(NativeMethods.pico_event_elapsed(start.Handle, Handle, out var seconds))
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException("The events were not reached yet.");
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
