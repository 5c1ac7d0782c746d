// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using PicoEngine.Chips.Ranges;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Traces;

/// <summary>
/// What an answer has at one place of its messages, by row. Where the number of a row decides it by few of its bits, only those are told apart, so that the
/// values of a large table fit into the first-level cache.
/// </summary>
internal sealed class LookupElement
{
    private readonly uint _bits = uint.MaxValue;
    private readonly uint[] _values;

    /// <summary>The values by row.</summary>
    public LookupElement(ReadOnlySpan<KoalaBear> values)
    {
        var words = MemoryMarshal.Cast<KoalaBear, uint>(values);
        if (!Bmi2.IsSupported || !BitOperations.IsPow2(words.Length))
        {
            _values = words.ToArray();
            return;
        }

        _bits = 0;
        for (var half = 1; half < words.Length; half *= 2)
        {
            for (var start = 0; start < words.Length; start += 2 * half)
            {
                if (!words.Slice(start, half).SequenceEqual(words.Slice(start + half, half)))
                {
                    _bits |= (uint)half;
                    break;
                }
            }
        }

        _values = new uint[1 << BitOperations.PopCount(_bits)];
        for (var row = 0; row < words.Length; row++)
        {
            _values[LookupRow.Extract((uint)row, _bits)] = words[row];
        }
    }

    /// <summary>Replaces rows that have another value by 2^32 - 1.</summary>
    /// <param name="values">The values that messages have.</param>
    /// <param name="rows">The rows that they name; those above <paramref name="height"/> stay.</param>
    /// <param name="height">The number of rows.</param>
    public void Check(ReadOnlySpan<KoalaBear> values, Span<uint> rows, int height)
    {
        var words = MemoryMarshal.Cast<KoalaBear, uint>(values);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            if (row < (uint)height && _values[_bits == uint.MaxValue ? row : LookupRow.Extract(row, _bits)] != words[i])
            {
                rows[i] = uint.MaxValue;
            }
        }
    }
}
