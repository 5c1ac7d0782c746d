// SPDX-License-Identifier: MIT OR Apache-2.0

using ILGPU;
using PicoEngine.Backends.Ilgpu.Devices;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Ilgpu.Ops;

/// <summary>Transforms polynomials of the host to values on the device, some at a time: beside the values it takes little of the device's memory.</summary>
internal static class ColumnEncoder
{
    // 64 MiB of values at a time: enough tiles for any device, small beside the codewords of a shard.
    private const int ChunkWords = 1 << 24;

    /// <param name="accelerator">The device, entered.</param>
    /// <param name="coefficients">[columns][2^logMessage].</param>
    /// <param name="logMessage">Log of a polynomial's coefficients.</param>
    /// <param name="values">[columns][2^logSize], overwritten.</param>
    /// <param name="logSize">Log of a polynomial's values, at most 24.</param>
    /// <param name="columns">Polynomials.</param>
    public static void Encode(
        IlgpuAccelerator accelerator, ReadOnlySpan<KoalaBear> coefficients, int logMessage, ArrayView<uint> values, int logSize, int columns)
    {
        var step = Math.Clamp(ChunkWords >> logSize, 1, columns);
        using var source = accelerator.Allocate((long)step << logMessage);
        using var scratch = accelerator.Allocate((long)step << logSize);
        for (var first = 0; first < columns; first += step)
        {
            var count = Math.Min(step, columns - first);
            accelerator.Write(coefficients.Slice(first << logMessage, count << logMessage), source.View);
            accelerator.Kernels.Transform(source.View, logMessage, values.SubView((long)first << logSize, (long)count << logSize), logSize, count, scratch.View);
        }
    }
}
