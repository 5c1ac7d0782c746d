// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Ilgpu.Devices;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Ilgpu.Ops;

/// <summary>Transforms alone, with the copies to the device and back.</summary>
internal sealed class IlgpuNttOps(IlgpuAccelerator accelerator) : INttOps
{
    public void Forward(ReadOnlySpan<KoalaBear> coefficients, Span<KoalaBear> values, int columns)
    {
        var (logMessage, logSize) = TransformShape.Of(coefficients, values, columns);
        using var turn = accelerator.Enter();
        using var target = accelerator.Allocate(values.Length);
        ColumnEncoder.Encode(accelerator, coefficients, logMessage, target.View, logSize, columns);
        accelerator.Read(target.View, values);
    }
}
