// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cuda.Ops;

/// <summary>Transforms alone, with the copies to the device and back.</summary>
internal sealed class CudaNttOps(CudaQueue queue) : INttOps
{
    public void Forward(ReadOnlySpan<KoalaBear> coefficients, Span<KoalaBear> values, int columns)
    {
        var (logMessage, logSize) = TransformShape.Of(coefficients, values, columns);
        using var scope = queue.Enter();
        using var source = queue.Upload(coefficients);
        using var target = queue.Allocate(values.Length);
        queue.Ntt.Forward(queue.Stream, source, 0, logMessage, target, 0, logSize, columns);
        queue.Read(target, values);
    }
}
