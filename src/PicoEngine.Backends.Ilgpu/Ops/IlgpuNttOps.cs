// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Ilgpu.Devices;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Ilgpu.Ops;

/// <summary>Transforms alone, with the copies to the device and back.</summary>
internal sealed class IlgpuNttOps(IlgpuAccelerator accelerator) : INttOps
{
    public void Forward(ReadOnlySpan<KoalaBear> coefficients, Span<KoalaBear> values, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        var (logMessage, logSize) = (LogColumnLength(coefficients.Length, columns), LogColumnLength(values.Length, columns));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logSize, KoalaBear.TwoAdicity, nameof(values));
        if (logMessage > logSize || values.Overlaps(coefficients))
        {
            throw new ArgumentException("The domain is smaller than the message, or they share memory.", nameof(values));
        }

        using var turn = accelerator.Enter();
        using var target = accelerator.Allocate(values.Length);
        ColumnEncoder.Encode(accelerator, coefficients, logMessage, target.View, logSize, columns);
        accelerator.Read(target.View, values);
    }

    private static int LogColumnLength(int length, int columns)
    {
        var column = length / columns;
        return column * columns == length && BitOperations.IsPow2(column)
            ? BitOperations.Log2((uint)column)
            : throw new ArgumentException($"{length} elements are no {columns} columns of a power of two of them.");
    }
}
