// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Tests.Differential;

/// <summary>Operands at which carries, signs, byte and half-word borders and the field's modulus change something.</summary>
internal static class DirectedOperands
{
    public static uint[] All { get; } =
    [
        0, 1, 2, 3, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000,
        0x7f000000, 0x7f000001, // KoalaBear's p - 1 and p
        0x7fffffff, 0x80000000, 0xffffffff,
    ];

    /// <summary>A directed value in three of five cases, one near to it in one, anything else in one.</summary>
    public static uint Next(Random random)
    {
        uint directed = All[random.Next(All.Length)];
        return random.Next(5) switch
        {
            < 3 => directed,
            3 => directed + (uint)random.Next(-2, 3),
            _ => (uint)random.NextInt64(1L << 32),
        };
    }
}
