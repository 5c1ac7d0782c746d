// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Elf;

/// <summary>A function of the ELF's symbol table.</summary>
/// <param name="Address">First instruction.</param>
/// <param name="Size">Bytes; 0 where the file does not say.</param>
/// <param name="Name">Demangled where the scheme is known.</param>
public sealed record FunctionSymbol(uint Address, uint Size, string Name);
