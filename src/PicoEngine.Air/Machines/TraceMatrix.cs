// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Air.Machines;

/// <summary>The cells of a table, column by column.</summary>
public sealed class TraceMatrix
{
    private readonly KoalaBear[] _values;

    /// <summary>A matrix of zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative size.</exception>
    public TraceMatrix(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        (Width, Height) = (width, height);
        _values = new KoalaBear[(long)width * height];
    }

    /// <summary>The number of columns.</summary>
    public int Width { get; }

    /// <summary>The number of rows.</summary>
    public int Height { get; }

    /// <summary>A cell.</summary>
    public KoalaBear this[int column, int row]
    {
        get => Column(column)[row];
        set => Column(column)[row] = value;
    }

    /// <summary>A column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public Span<KoalaBear> Column(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Width);
        return _values.AsSpan(column * Height, Height);
    }

    /// <summary>Copies a row.</summary>
    public void CopyRow(int row, Span<KoalaBear> destination)
    {
        for (var column = 0; column < Width; column++)
        {
            destination[column] = this[column, row];
        }
    }

    /// <summary>An independent copy.</summary>
    public TraceMatrix Clone()
    {
        TraceMatrix copy = new(Width, Height);
        _values.CopyTo(copy._values, 0);
        return copy;
    }
}
