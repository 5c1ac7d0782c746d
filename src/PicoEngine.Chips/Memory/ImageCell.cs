// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips.Memory;

/// <summary>A cell with an initial value that the key fixes.</summary>
/// <param name="IsRegister">Whether it is a register cell.</param>
/// <param name="Address">Its number, or the byte address of the word.</param>
/// <param name="Value">Its initial value; 0 for register cells.</param>
public readonly record struct ImageCell(bool IsRegister, uint Address, uint Value)
{
    /// <summary>Its key on the address chain.</summary>
    public uint Key => IsRegister ? CellKeys.OfRegister((int)Address) : CellKeys.OfAddress(Address);
}
