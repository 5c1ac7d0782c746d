// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;
using PicoEngine.Chips.Precompiles.Keccak;

namespace PicoEngine.Chips.Tests.Precompiles.Keccak;

/// <summary>What the table of chunk relations holds, said a second time: digit by digit.</summary>
internal static class KeccakRelations
{
    private const int Digits = 8;

    private static readonly Bus[] Buses =
        [KeccakBuses.Chi, KeccakBuses.Even, KeccakBuses.Pair, KeccakBuses.Xor, .. KeccakBuses.Rotate, KeccakBuses.Limb];

    public static bool IsRelation(Bus bus) => Buses.Contains(bus);

    public static bool Has(Bus bus, uint[] elements) =>
        bus == KeccakBuses.Chi ? Consists(elements[0], 0, 1, 4, 5)
        : bus == KeccakBuses.Even ? Consists(elements[0], 0, 2, 4, 6)
        : bus == KeccakBuses.Limb ? IsLimb(elements)
        : elements.All(IsChunk) && (
            bus == KeccakBuses.Pair
            || (bus == KeccakBuses.Xor && elements[2] == (elements[0] ^ elements[1]))
            || (Array.IndexOf(KeccakBuses.Rotate, bus) is >= 0 and var kind
                && elements[1] == Rotate(elements[0], kind + 1) && elements[3] == Rotate(elements[2], kind + 1)));

    /// <summary>Whether a number has eight octal digits, each 0 or 1.</summary>
    public static bool IsChunk(uint value) => Consists(value, 0, 1);

    /// <summary>Octal digits, rotated to the left.</summary>
    public static uint Rotate(uint chunk, int digits)
    {
        for (var i = 0; i < digits; i++)
        {
            chunk = (8 * (chunk % 0x20_0000)) + (chunk / 0x20_0000);
        }

        return chunk;
    }

    private static bool Consists(uint value, params ReadOnlySpan<uint> digits)
    {
        for (var i = 0; i < Digits; i++, value /= 8)
        {
            if (!digits.Contains(value % 8))
            {
                return false;
            }
        }

        return value == 0;
    }

    private static bool IsLimb(uint[] elements)
    {
        for (var g = 0; g < 3; g++)
        {
            // Bits 3 g, 3 g + 1 and 3 g + 2 of the low byte, and of the high one.
            var (low, high) = (elements[0] % 256, elements[0] / 256);
            if (elements[1 + g] != (low >> (3 * g)) % 8 + (8 * ((high >> (3 * g)) % 8)))
            {
                return false;
            }
        }

        return elements[0] < 1 << 16;
    }
}
