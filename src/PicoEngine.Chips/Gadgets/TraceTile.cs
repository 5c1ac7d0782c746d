// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers;
using System.Runtime.InteropServices;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Chips.Gadgets;

/// <summary>
/// A few rows of a trace in the making, as canonical words. Columns of a trace lie powers of two apart and share cache sets, so wide rows are gathered
/// here and leave as runs of one column each, converted to Montgomery form many at a time.
/// </summary>
internal ref struct TraceTile : IDisposable
{
    // 64 bytes of a column: a cache line.
    private const int LogHeight = 4;
    private const int Height = 1 << LogHeight;

    // Its Montgomery form is R^2: a canonical word, read as a Montgomery form, times this is the word's Montgomery form.
    private static readonly KoalaBear Radix = KoalaBear.Reduce(1UL << 32);

    private readonly TraceMatrix _trace;
    private readonly uint[] _rented;
    private readonly Span<uint> _cells;
    private int _first;
    private int _slot;

    /// <summary>A tile whose first row is <paramref name="row"/>; all its cells are zero.</summary>
    public TraceTile(TraceMatrix trace, int row)
    {
        _trace = trace;
        _rented = ArrayPool<uint>.Shared.Rent(trace.Width << LogHeight);
        _cells = _rented.AsSpan(0, trace.Width << LogHeight);
        _cells.Clear();
        _first = row;
    }

    /// <summary>Puts a number below p into a cell of the current row.</summary>
    public readonly void Set(Column column, uint value) => _cells[(column.Index << LogHeight) + _slot] = value;

    /// <summary>Puts 1 or 0 into a cell of the current row.</summary>
    public readonly void Set(Column column, bool value) => Set(column, value ? 1u : 0u);

    /// <summary>Puts a number between -p and p into a cell of the current row.</summary>
    public readonly void Set(Column column, long value) => Set(column, (uint)(value < 0 ? value + KoalaBear.Modulus : value));

    /// <summary>Puts numbers below p into consecutive columns from column <paramref name="start"/> of a range on.</summary>
    public readonly void Set(ColumnRange range, int start, ReadOnlySpan<uint> values)
    {
        var cell = ((range[0].Index + start) << LogHeight) + _slot;
        foreach (var value in values)
        {
            _cells[cell] = value;
            cell += Height;
        }
    }

    /// <summary>The two limbs of a word.</summary>
    public readonly void SetWord(ColumnRange limbs, uint word) => SetWord(limbs, 0, word);

    /// <summary>The two limbs of a word, to columns <paramref name="start"/> and <paramref name="start"/> + 1 of a range.</summary>
    public readonly void SetWord(ColumnRange limbs, int start, uint word)
    {
        var cell = ((limbs[0].Index + start) << LogHeight) + _slot;
        _cells[cell] = word & 0xffff;
        _cells[cell + Height] = word >> 16;
    }

    /// <summary>The low bytes of a number, one per column of the range.</summary>
    public readonly void SetBytes(ColumnRange bytes, ulong value)
    {
        var cell = (bytes[0].Index << LogHeight) + _slot;
        for (var i = 0; i < bytes.Length; i++)
        {
            _cells[cell] = (byte)value;
            cell += Height;
            value >>= 8;
        }
    }

    /// <summary>The low bits of a word, <paramref name="count"/> columns from column <paramref name="start"/> of a range on.</summary>
    public readonly void SetBits(ColumnRange bits, int start, int count, uint value)
    {
        var cells = _cells.Slice((bits[0].Index + start) << LogHeight, count << LogHeight);
        for (var i = 0; i < cells.Length; i += Height)
        {
            cells[i + _slot] = value & 1;
            value >>= 1;
        }
    }

    /// <summary>Puts numbers from 0 to p - 1 into all cells of the current row.</summary>
    public readonly void SetRow(ReadOnlySpan<int> cells)
    {
        var to = _cells[_slot..];
        for (var column = 0; column < cells.Length; column++)
        {
            to[column << LogHeight] = (uint)cells[column];
        }
    }

    /// <summary>Goes on to the next row.</summary>
    public void Next()
    {
        if (++_slot == Height)
        {
            Flush();
        }
    }

    /// <summary>Writes what is left and gives the memory back.</summary>
    public void Dispose()
    {
        Flush();
        ArrayPool<uint>.Shared.Return(_rented);
    }

    private void Flush()
    {
        if (_slot == 0)
        {
            return;
        }

        for (var column = 0; column < _trace.Width; column++)
        {
            var target = _trace.Column(column).Slice(_first, _slot);
            var source = _cells.Slice(column << LogHeight, _slot);
            if (_slot == Height && PackedKoalaBear256.IsSupported)
            {
                Convert(source, target);
            }
            else
            {
                for (var i = 0; i < source.Length; i++)
                {
                    target[i] = KoalaBear.FromCanonical(source[i]);
                }
            }
        }

        _cells.Clear();
        _first += _slot;
        _slot = 0;
    }

    private static void Convert(ReadOnlySpan<uint> source, Span<KoalaBear> target)
    {
        var factor = PackedKoalaBear256.Broadcast(Radix);
        var from = MemoryMarshal.Cast<uint, PackedKoalaBear256>(source);
        var to = MemoryMarshal.Cast<KoalaBear, PackedKoalaBear256>(target);
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = from[i] * factor;
        }
    }
}
