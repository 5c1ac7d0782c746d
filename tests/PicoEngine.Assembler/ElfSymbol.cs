// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Assembler;

/// <summary>One entry of .symtab.</summary>
/// <param name="Name">st_name, by its text.</param>
/// <param name="Address">st_value.</param>
/// <param name="Size">st_size.</param>
public sealed record ElfSymbol(string Name, uint Address, uint Size)
{
    /// <summary>STB_GLOBAL and STT_FUNC.</summary>
    public const byte GlobalFunction = 0x12;

    /// <summary>st_info.</summary>
    public byte Info { get; init; } = GlobalFunction;

    /// <summary>st_shndx; 0 is undefined, 0xfff1 absolute.</summary>
    public ushort Section { get; init; } = 1;
}
