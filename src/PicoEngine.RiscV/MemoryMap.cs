// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV;

/// <summary>Where a guest may have memory (guest ABI, "State at start, memory map").</summary>
public static class MemoryMap
{
    /// <summary>First address that loads, stores and segments may use; below lie the registers' bus addresses.</summary>
    public const uint Start = 0x20;

    /// <summary>First address past guest memory: below the moduli of KoalaBear and BabyBear.</summary>
    public const uint End = 0x7800_0000;

    /// <summary>Number of 32-bit words from address 0 to <see cref="End"/>.</summary>
    public const int WordCount = (int)(End / 4);
}
