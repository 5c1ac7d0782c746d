// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Contracts.Errors;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cuda.Ops;

/// <summary>Transforms on a device, with their tables: the twin of <c>ForwardNtt</c>. Thread-safe.</summary>
public sealed class CudaNtt : IDisposable
{
    private readonly NttHandle _handle;

    /// <summary>Puts the tables on a device.</summary>
    /// <exception cref="PicoException">The device refuses.</exception>
    public CudaNtt(CudaContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        NativeCall.Check(NativeMethods.pico_ntt_create(context.Handle, out _handle));
    }

    /// <summary>Queues the evaluation of polynomials on the subgroup of order 2^logSize, natural order on both sides.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="coefficients">[width][2^logMessage] from <paramref name="coefficientsOffset"/> on; further coefficients are zero.</param>
    /// <param name="coefficientsOffset">Words before them.</param>
    /// <param name="logMessage">Log of the coefficients of a column.</param>
    /// <param name="values">[width][2^logSize] from <paramref name="valuesOffset"/> on, overwritten; apart from the coefficients.</param>
    /// <param name="valuesOffset">Words before them.</param>
    /// <param name="logSize">Log of the points, at most 24.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">The shapes contradict each other or the buffers.</exception>
    public void Forward(
        CudaStream stream, CudaBuffer coefficients, long coefficientsOffset, int logMessage, CudaBuffer values, long valuesOffset, int logSize, int width) =>
        ForwardOnCoset(stream, coefficients, coefficientsOffset, logMessage, values, valuesOffset, logSize, width, KoalaBear.One);

    /// <summary>The same on <paramref name="shift"/> times the subgroup.</summary>
    /// <exception cref="ArgumentException">The shapes contradict each other or the buffers, or the shift is zero.</exception>
    public void ForwardOnCoset(
        CudaStream stream,
        CudaBuffer coefficients,
        long coefficientsOffset,
        int logMessage,
        CudaBuffer values,
        long valuesOffset,
        int logSize,
        int width,
        KoalaBear shift)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(coefficients);
        ArgumentNullException.ThrowIfNull(values);
        NativeCall.Check(NativeMethods.pico_ntt_forward(
            stream.Handle,
            _handle,
            coefficients.Handle,
            CudaBuffer.Count(coefficientsOffset),
            logMessage,
            values.Handle,
            CudaBuffer.Count(valuesOffset),
            logSize,
            CudaBuffer.Count(width),
            shift.ToMontgomery()));
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
