// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Primitives.Poseidon2;

/// <summary>The Grain LFSR in self-shrinking mode that the Poseidon papers prescribe for round constants.</summary>
/// <remarks>
/// eprint 2019/458 appendix E, eprint 2023/323 section 5. The 80-bit seed is the field type (2 bits: 1, prime field), the S-box (4 bits: 0, x^alpha),
/// the size of p in bits (12), the width (12), R_F (10), R_P (10) and thirty ones; the first 160 outputs are dropped.
/// </remarks>
internal sealed class GrainLfsr
{
    private const int ModulusBits = 31;
    private const int StateBits = 80;

    private readonly bool[] _state = new bool[StateBits];
    private int _head;

    public GrainLfsr(int width, int fullRounds, int partialRounds)
    {
        var position = 0;
        foreach (var (value, size) in new[] { (1, 2), (0, 4), (ModulusBits, 12), (width, 12), (fullRounds, 10), (partialRounds, 10), ((1 << 30) - 1, 30) })
        {
            for (var bit = size - 1; bit >= 0; bit--)
            {
                _state[position++] = (value >> bit & 1) != 0;
            }
        }

        for (var i = 0; i < 160; i++)
        {
            Clock();
        }
    }

    /// <summary>The next element: 31 kept bits, most significant first, drawn again while they are p or more.</summary>
    public KoalaBear Next()
    {
        while (true)
        {
            var word = 0u;
            for (var i = 0; i < ModulusBits; i++)
            {
                word = (word << 1) | (NextKeptBit() ? 1u : 0u);
            }

            if (KoalaBear.TryFromCanonical(word, out var element))
            {
                return element;
            }
        }
    }

    private bool NextKeptBit()
    {
        // Pairs: a 0 discards the bit behind it.
        while (!Clock())
        {
            Clock();
        }

        return Clock();
    }

    private bool Clock()
    {
        var bit = At(62) ^ At(51) ^ At(38) ^ At(23) ^ At(13) ^ At(0);
        _state[_head] = bit;
        _head = (_head + 1) % StateBits;
        return bit;
    }

    private bool At(int offset) => _state[(_head + offset) % StateBits];
}
