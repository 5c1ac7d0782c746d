// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Elf;

namespace PicoEngine.RiscV;

/// <summary>A program as the machine sees it: its instructions, its initial memory and its symbols. Immutable.</summary>
public sealed class ProgramImage
{
    internal ProgramImage(
        uint entry, uint textBase, Instruction[] instructions, IReadOnlyList<ProgramSegment> segments, SymbolTable symbols, string sha256)
    {
        Entry = entry;
        TextBase = textBase;
        Instructions = instructions;
        Segments = segments;
        Symbols = symbols;
        Sha256 = sha256;
    }

    /// <summary>Address of the first instruction to execute.</summary>
    public uint Entry { get; }

    /// <summary>Address of <c>Instructions[0]</c>; instruction i stands at TextBase + 4i.</summary>
    public uint TextBase { get; }

    /// <summary>First address past the instructions.</summary>
    public uint TextEnd => TextBase + 4 * (uint)Instructions.Length;

    public ReadOnlyMemory<Instruction> Instructions { get; }

    /// <summary>Loadable segments by ascending address, not overlapping.</summary>
    public IReadOnlyList<ProgramSegment> Segments { get; }

    public SymbolTable Symbols { get; }

    /// <summary>SHA-256 of the ELF file, lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>Number of words with file bytes, over all segments.</summary>
    public long ImageWords => Segments.Sum(segment => (long)segment.Words.Length);
}
