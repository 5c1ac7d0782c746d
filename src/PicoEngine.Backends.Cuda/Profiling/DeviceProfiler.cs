// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Cuda.Profiling;

/// <summary>
/// Times all work of a device's context while it exists: every launch and copy stands between two events. That puts a microsecond or so between kernels and
/// costs the host two calls of the driver for each; a context without a profiler pays nothing. One at a time for a context.
/// </summary>
public sealed class DeviceProfiler : IDisposable
{
    private readonly CudaContext _context;

    /// <summary>Switches the profile of a context on.</summary>
    /// <exception cref="PicoException">The device refuses.</exception>
    public DeviceProfiler(CudaContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
        Restart();
    }

    /// <summary>Forgets what was measured, and times nothing until <see cref="Restart"/>.</summary>
    /// <exception cref="PicoException">The device refuses.</exception>
    public void Pause() => NativeCall.Check(NativeMethods.pico_profile_end(_context.Handle));

    /// <summary>Forgets what was measured and begins anew.</summary>
    /// <exception cref="PicoException">The device refuses.</exception>
    public void Restart() => NativeCall.Check(NativeMethods.pico_profile_begin(_context.Handle));

    /// <summary>Waits for what was queued, and tells all that was measured since the last <see cref="Restart"/>.</summary>
    /// <exception cref="PicoException">Work failed, or the device does not answer.</exception>
    public DeviceProfile Collect()
    {
        NativeCall.Check(NativeMethods.pico_profile_collect(_context.Handle, out var totals));

        // One more than there is, so that there is a first one to write to; what was queued meanwhile is not collected yet.
        var rows = new NativeProfileRow[(int)totals.RowCount + 1];
        NativeCall.Check(NativeMethods.pico_profile_rows(_context.Handle, 0, totals.RowCount, out rows[0], out var rowCount));
        var spans = new NativeProfileSpan[(int)totals.SpanCount + 1];
        NativeCall.Check(NativeMethods.pico_profile_spans(_context.Handle, 0, totals.SpanCount, out spans[0], out var spanCount));
        return new DeviceProfile(
            [.. rows.Take((int)rowCount).Select(FromNative)],
            [.. spans.Take((int)spanCount).Select(span => new DeviceSpan((int)span.Row, (int)span.Stream, span.StartSeconds, span.Seconds))],
            totals.BusySeconds,
            totals.QueuedSeconds);
    }

    /// <summary>Switches the profile off. A lost device, or a context that was disposed of, has nothing left to switch off.</summary>
    public void Dispose()
    {
        if (!_context.Handle.IsClosed)
        {
            _ = NativeMethods.pico_profile_end(_context.Handle);
        }
    }

    private static unsafe DeviceWork FromNative(NativeProfileRow row) => new(
        // Safe: the parameter is a copy on the stack, and its text ends in a zero byte.
        Marshal.PtrToStringUTF8((nint)row.Name)!,
        (DeviceWorkKind)row.Kind,
        (long)row.Count,
        (long)row.ByteCount,
        row.Seconds,
        row.LeastSeconds,
        row.MostSeconds);
}
