// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cpu.Opening;

/// <summary>A vector over the extension, [5][length]: all constant coefficients first, then those of x, and so on; as five columns it goes into transforms and trees.</summary>
internal sealed unsafe class ExtensionVector(ElementBufferPool pool, int length) : IDisposable
{
    private readonly ElementBuffer _buffer = pool.Rent((long)KoalaBearExtension5.Degree * length);

    public int Length => length;

    /// <summary>Coefficient k of element i is at k Length + i.</summary>
    public KoalaBear* Pointer => _buffer.Pointer;

    /// <summary>The five columns.</summary>
    public Span<KoalaBear> Columns => _buffer.Span;

    public KoalaBearExtension5 this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)length, nameof(index));
            var columns = Columns;
            return new(columns[index], columns[length + index], columns[(2 * length) + index], columns[(3 * length) + index], columns[(4 * length) + index]);
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)length, nameof(index));
            for (var k = 0; k < KoalaBearExtension5.Degree; k++)
            {
                Columns[(k * length) + index] = value[k];
            }
        }
    }

    public KoalaBearExtension5[] ToArray()
    {
        var elements = new KoalaBearExtension5[length];
        for (var i = 0; i < length; i++)
        {
            elements[i] = this[i];
        }

        return elements;
    }

    public void Dispose() => _buffer.Dispose();
}
