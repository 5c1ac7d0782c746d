// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.Intrinsics.X86;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Symbolic;

namespace PicoEngine.Chips.Ranges;

/// <summary>
/// The row that alone can be the entry for a message on a bus: some bits of a linear function of the message's elements. What it names is compared with the
/// message, so a wrong answer is found, never believed.
/// </summary>
/// <param name="Bus">The bus.</param>
/// <param name="Form">The function; its variables are places in the message.</param>
/// <param name="Bits">Which bits of its canonical value are those of the row, lowest first. No entry has others.</param>
internal sealed record LookupRow(Bus Bus, Polynomial Form, uint Bits = uint.MaxValue)
{
    /// <summary>Replaces values of the function by rows, or by 2^32 - 1 where no row has such a value.</summary>
    public void ToRows(Span<uint> values)
    {
        if (Bits == uint.MaxValue)
        {
            return;
        }

        foreach (ref var value in values)
        {
            value = (value & ~Bits) != 0 ? uint.MaxValue : Extract(value, Bits);
        }
    }

    /// <summary>The value of the function that names a row.</summary>
    public uint ValueOf(int row)
    {
        var value = 0u;
        var rest = Bits;
        for (var left = (uint)row; left != 0; left >>= 1, rest &= rest - 1)
        {
            value |= (left & 1) != 0 ? rest & (~rest + 1) : 0;
        }

        return value;
    }

    /// <summary>Some bits of a number, lowest first.</summary>
    public static uint Extract(uint value, uint bits)
    {
        if (Bmi2.IsSupported)
        {
            return Bmi2.ParallelBitExtract(value, bits);
        }

        var result = 0u;
        for (var place = 1u; bits != 0; place <<= 1, bits &= bits - 1)
        {
            result |= (value & bits & (~bits + 1)) != 0 ? place : 0;
        }

        return result;
    }
}
