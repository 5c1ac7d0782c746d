// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The shape of a transform, for implementations of <see cref="INttOps"/>.</summary>
/// <param name="LogMessage">Log2 of the coefficients of a column.</param>
/// <param name="LogSize">Log2 of the values of a column.</param>
public readonly record struct TransformShape(int LogMessage, int LogSize)
{
    /// <summary>The shape of the arguments of <see cref="INttOps.Forward"/>.</summary>
    /// <exception cref="ArgumentException">Lengths that do not fit, or memory that both share.</exception>
    public static TransformShape Of(ReadOnlySpan<KoalaBear> coefficients, ReadOnlySpan<KoalaBear> values, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        TransformShape shape = new(LogColumnLength(coefficients.Length, columns), LogColumnLength(values.Length, columns));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shape.LogSize, KoalaBear.TwoAdicity, nameof(values));
        if (shape.LogMessage > shape.LogSize || values.Overlaps(coefficients))
        {
            throw new ArgumentException("The domain is smaller than the message, or they share memory.", nameof(values));
        }

        return shape;
    }

    private static int LogColumnLength(int length, int columns)
    {
        var column = length / columns;
        return column * columns == length && BitOperations.IsPow2(column)
            ? BitOperations.Log2((uint)column)
            : throw new ArgumentException($"{length} elements are no {columns} columns of a power of two of them.");
    }
}
