// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Text;
using PicoEngine.RiscV.Elf;

namespace PicoEngine.Assembler;

/// <summary>
/// Writes ELF32 executables, well-formed unless told otherwise: every header field can be overridden, and
/// <see cref="Build"/>'s result patched at the offsets that the constants name. Segments are laid out so that offset and
/// address agree modulo the page size, which other loaders (qemu) ask for.
/// </summary>
/// <remarks>Layout: header, program headers, segments in order, .symtab, .strtab, .shstrtab, section headers.</remarks>
public sealed class ElfBuilder
{
    public const int PageSize = 4096;
    public const int HeaderSize = 52;
    public const int ProgramHeaderSize = 32;
    public const int SectionHeaderSize = 40;
    public const int SymbolSize = 16;

    // Offsets of header fields, for patches.
    public const int OffsetOfClass = 4;
    public const int OffsetOfByteOrder = 5;
    public const int OffsetOfType = 16;
    public const int OffsetOfMachine = 18;
    public const int OffsetOfVersion = 20;
    public const int OffsetOfEntry = 24;
    public const int OffsetOfProgramHeaderOffset = 28;
    public const int OffsetOfSectionHeaderOffset = 32;
    public const int OffsetOfFlags = 36;
    public const int OffsetOfProgramHeaderEntrySize = 42;
    public const int OffsetOfProgramHeaderCount = 44;
    public const int OffsetOfSectionHeaderEntrySize = 46;
    public const int OffsetOfSectionHeaderCount = 48;
    public const int OffsetOfSectionNameIndex = 50;

    /// <summary>Sections: null, .text, .symtab, .strtab, .shstrtab.</summary>
    private const int SectionCount = 5;

    private const uint SectionTypeProgramBits = 1;
    private const uint SectionTypeSymbols = 2;
    private const uint SectionTypeStrings = 3;

    /// <summary>ELFCLASS32.</summary>
    public byte FileClass { get; set; } = 1;

    /// <summary>ELFDATA2LSB.</summary>
    public byte ByteOrder { get; set; } = 1;

    /// <summary>EV_CURRENT, in both places.</summary>
    public byte Version { get; set; } = 1;

    /// <summary>ET_EXEC.</summary>
    public ushort Type { get; set; } = 2;

    /// <summary>EM_RISCV.</summary>
    public ushort Machine { get; set; } = 243;

    public uint Entry { get; set; }

    public uint Flags { get; set; }

    public uint? ProgramHeaderOffset { get; set; }

    public ushort? ProgramHeaderEntrySize { get; set; }

    public ushort? ProgramHeaderCount { get; set; }

    public uint? SectionHeaderOffset { get; set; }

    public ushort? SectionHeaderEntrySize { get; set; }

    public ushort? SectionHeaderCount { get; set; }

    /// <summary>sh_link of .symtab; by default .strtab.</summary>
    public uint? SymbolStringsSection { get; set; }

    /// <summary>sh_size of .symtab.</summary>
    public uint? SymbolTableSize { get; set; }

    /// <summary>sh_size of .strtab.</summary>
    public uint? SymbolStringsSize { get; set; }

    public IList<ElfSegment> Segments { get; } = [];

    /// <summary>Written with section headers; without symbols the file has no sections.</summary>
    public IList<ElfSymbol> Symbols { get; } = [];

    /// <summary>A program of one text segment, entered at its beginning.</summary>
    public static ElfBuilder FromCode(CodeBuilder code) => new ElfBuilder { Entry = code.BaseAddress }.AddText(code);

    public ElfBuilder AddText(CodeBuilder code) => AddSegment(code.BaseAddress, Bytes(code.Build()), SegmentAccess.Read | SegmentAccess.Execute);

    /// <param name="address">p_vaddr.</param>
    /// <param name="content">Bytes in the file.</param>
    /// <param name="access">p_flags.</param>
    /// <param name="memorySize">p_memsz; by default the length of the content.</param>
    public ElfBuilder AddSegment(uint address, ReadOnlyMemory<byte> content, SegmentAccess access, uint? memorySize = null)
    {
        Segments.Add(new ElfSegment(address, content, access) { MemorySize = memorySize });
        return this;
    }

    public ElfBuilder AddData(uint address, ReadOnlyMemory<byte> content, uint? memorySize = null) =>
        AddSegment(address, content, SegmentAccess.Read | SegmentAccess.Write, memorySize);

    public ElfBuilder AddSymbol(string name, uint address, uint size = 0)
    {
        Symbols.Add(new ElfSymbol(name, address, size));
        return this;
    }

    /// <summary>Offset of a field of program header <paramref name="index"/>, for patches; fields are words 0 to 7.</summary>
    public static int OffsetOfProgramHeader(int index, int field = 0) => HeaderSize + index * ProgramHeaderSize + 4 * field;

    /// <summary>The words as little-endian bytes.</summary>
    public static byte[] Bytes(ReadOnlySpan<uint> words)
    {
        var bytes = new byte[4 * words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        }

        return bytes;
    }

    public byte[] Build()
    {
        var body = new MemoryStream();
        body.SetLength(HeaderSize + ProgramHeaderSize * Segments.Count);
        var offsets = new uint[Segments.Count];
        for (int i = 0; i < Segments.Count; i++)
        {
            long page = Segments[i].Address % PageSize;
            long at = body.Length + (page - body.Length % PageSize + PageSize) % PageSize;
            offsets[i] = (uint)at;
            Append(body, at, Segments[i].Content.Span);
        }

        long sections = Symbols.Count > 0 ? AppendSections(body, offsets.FirstOrDefault()) : 0;
        byte[] file = body.ToArray();
        WriteHeader(file, (uint)sections);
        for (int i = 0; i < Segments.Count; i++)
        {
            WriteProgramHeader(file.AsSpan(OffsetOfProgramHeader(i)), Segments[i], offsets[i]);
        }

        return file;
    }

    private static void Append(MemoryStream body, long at, ReadOnlySpan<byte> content)
    {
        body.SetLength(at);
        body.Position = at;
        body.Write(content);
    }

    private static void WriteProgramHeader(Span<byte> header, ElfSegment segment, uint offset)
    {
        uint length = (uint)segment.Content.Length;
        WriteWords(
            header, segment.Type, segment.FileOffset ?? offset, segment.Address, segment.Address,
            segment.FileSize ?? length, segment.MemorySize ?? length, (uint)segment.Access, segment.Alignment);
    }

    private static void WriteWords(Span<byte> target, params ReadOnlySpan<uint> words) => Bytes(words).CopyTo(target);

    private static void WriteHalf(Span<byte> file, int offset, int value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(file[offset..], (ushort)value);

    private void WriteHeader(Span<byte> file, uint sections)
    {
        "\u007fELF"u8.CopyTo(file);
        file[OffsetOfClass] = FileClass;
        file[OffsetOfByteOrder] = ByteOrder;
        file[6] = Version;
        WriteHalf(file, OffsetOfType, Type);
        WriteHalf(file, OffsetOfMachine, Machine);
        WriteWords(file[OffsetOfVersion..], Version, Entry, ProgramHeaderOffset ?? HeaderSize, SectionHeaderOffset ?? sections, Flags);
        bool hasSections = sections > 0;
        WriteHalf(file, 40, HeaderSize);
        WriteHalf(file, OffsetOfProgramHeaderEntrySize, ProgramHeaderEntrySize ?? ProgramHeaderSize);
        WriteHalf(file, OffsetOfProgramHeaderCount, ProgramHeaderCount ?? Segments.Count);
        WriteHalf(file, OffsetOfSectionHeaderEntrySize, SectionHeaderEntrySize ?? (hasSections ? SectionHeaderSize : 0));
        WriteHalf(file, OffsetOfSectionHeaderCount, SectionHeaderCount ?? (hasSections ? SectionCount : 0));
        WriteHalf(file, OffsetOfSectionNameIndex, hasSections ? SectionCount - 1 : 0);
    }

    /// <returns>Offset of the section headers.</returns>
    private long AppendSections(MemoryStream body, uint textOffset)
    {
        byte[] strings = [0, .. Symbols.SelectMany(symbol => Encoding.UTF8.GetBytes(symbol.Name + "\0"))];
        var symbols = new byte[SymbolSize * (Symbols.Count + 1)];
        uint name = 1;
        for (int i = 0; i < Symbols.Count; i++)
        {
            ElfSymbol symbol = Symbols[i];
            Span<byte> entry = symbols.AsSpan(SymbolSize * (i + 1), SymbolSize);
            WriteWords(entry, name, symbol.Address, symbol.Size, symbol.Info);
            WriteHalf(entry, 14, symbol.Section);
            name += (uint)Encoding.UTF8.GetByteCount(symbol.Name) + 1;
        }

        byte[] sectionNames = [.. "\0.text\0.symtab\0.strtab\0.shstrtab\0"u8];
        long symbolsAt = Aligned(body.Length);
        Append(body, symbolsAt, symbols);
        long stringsAt = body.Length;
        Append(body, stringsAt, strings);
        long namesAt = body.Length;
        Append(body, namesAt, sectionNames);

        ElfSegment? text = Segments.FirstOrDefault();
        var headers = new byte[SectionHeaderSize * SectionCount];
        WriteWords(headers.AsSpan(SectionHeaderSize), 1, SectionTypeProgramBits, 6, text?.Address ?? 0, textOffset, (uint)(text?.Content.Length ?? 0), 0, 0, 4, 0);
        WriteWords(headers.AsSpan(2 * SectionHeaderSize), 7, SectionTypeSymbols, 0, 0, (uint)symbolsAt,
            SymbolTableSize ?? (uint)symbols.Length, SymbolStringsSection ?? 3, 1, 4, SymbolSize);
        WriteWords(headers.AsSpan(3 * SectionHeaderSize), 15, SectionTypeStrings, 0, 0, (uint)stringsAt, SymbolStringsSize ?? (uint)strings.Length, 0, 0, 1, 0);
        WriteWords(headers.AsSpan(4 * SectionHeaderSize), 23, SectionTypeStrings, 0, 0, (uint)namesAt, (uint)sectionNames.Length, 0, 0, 1, 0);
        long headersAt = Aligned(body.Length);
        Append(body, headersAt, headers);
        return headersAt;
    }

    private static long Aligned(long offset) => (offset + 3) & ~3L;
}
