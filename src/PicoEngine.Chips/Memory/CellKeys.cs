// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Memory;

/// <summary>Keys of cells on the address chain: 0 is its start, then the register cells, then all memory words.</summary>
public static class CellKeys
{
    /// <summary>Space of the register cells on the memory and cell buses; the address is the register's number.</summary>
    public const int RegisterSpace = 0;

    /// <summary>Space of memory; the address is that of the word's first byte.</summary>
    public const int MemorySpace = 1;

    /// <summary>Key of memory word 0.</summary>
    public const uint FirstWord = 1 + RegisterNumbers.Count;

    /// <summary>
    /// Last key of the first image segment: the register cells and the words below <see cref="MemoryMap.Start"/>. Those words are no image cells, so
    /// nothing initialises them and no access to them can be proved.
    /// </summary>
    public const uint LastReserved = FirstWord + (MemoryMap.Start / 4) - 1;

    /// <summary>Key of the last memory word. The address chain of a run ends at it or before.</summary>
    public const uint Last = FirstWord + MemoryMap.WordCount - 1;

    /// <summary>Key of a register cell.</summary>
    public static uint OfRegister(int number) => 1 + (uint)number;

    /// <summary>Key of the memory word at a byte address.</summary>
    public static uint OfAddress(uint address) => FirstWord + (address / 4);
}
