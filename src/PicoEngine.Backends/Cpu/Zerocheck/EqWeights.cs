// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <summary>The first values of an eq table as five vectors, coefficient by coefficient; they shrink as variables are bound.</summary>
/// <remarks>Safe: pointers stay in the buffer, whose five parts have a stride of at least the values, in whole vectors.</remarks>
internal sealed unsafe class EqWeights : IDisposable
{
    private readonly ElementBuffer _buffer;
    private readonly KoalaBearExtension5[] _point;
    private int _first;
    private int _length;

    /// <summary>eq(point[<paramref name="first"/> ..], i) for i below <paramref name="count"/>.</summary>
    public EqWeights(KoalaBearExtension5[] point, int first, int count, ElementBufferPool pool)
    {
        (_point, _first) = (point, first);
        var values = EqPrefix.Build(point.AsSpan(first), count);
        _length = values.Length;
        Stride = nint.Max(_length, FoldedTable.RowPadding);
        _buffer = pool.Rent(KoalaBearExtension5.Degree * Stride);
        _buffer.Span.Clear();
        for (var k = 0; k < KoalaBearExtension5.Degree; k++)
        {
            var column = Pointer + (k * Stride);
            for (var i = 0; i < values.Length; i++)
            {
                column[i] = values[i][k];
            }
        }
    }

    /// <summary>The constant coefficient of weight 0; valid until it is disposed.</summary>
    public KoalaBear* Pointer => _buffer.Pointer;

    /// <summary>Words from one coefficient to the next, a multiple of all vectors; behind the weights stand others or zeros.</summary>
    public nint Stride { get; }

    /// <summary>Drops the lowest variable: the two weights that differ in it add up to eq of the others.</summary>
    public void DropLowest(IZerocheckKernel kernel)
    {
        _first++;
        if (_length > 1)
        {
            _length /= 2;
            kernel.AddPairs(Pointer, Stride, _length);
            return;
        }

        var value = EqPrefix.Build(_point.AsSpan(_first), 1)[0];
        for (var k = 0; k < KoalaBearExtension5.Degree; k++)
        {
            Pointer[k * Stride] = value[k];
        }
    }

    public void Dispose() => _buffer.Dispose();
}
