// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.RiscV.Elf;

/// <summary>
/// Reads the PT_LOAD segments. Everything that the program headers alone can show to be wrong is refused before a word is
/// copied, and together the segments hold no more bytes than the file: loading costs memory in proportion to the file.
/// </summary>
internal static class ElfSegmentReader
{
    public const int HeaderSize = 32;

    private const uint TypeLoad = 1;

    private readonly record struct Header(int Index, uint Offset, uint Address, uint FileSize, uint MemorySize, SegmentAccess Access)
    {
        public uint End => (Address + MemorySize + 3) & ~3u;

        public bool IsExecutable => Access.HasFlag(SegmentAccess.Execute);

        public override string ToString() => $"segment {Index} at 0x{Address:x8} (p_offset 0x{Offset:x}, p_filesz 0x{FileSize:x}, p_memsz 0x{MemorySize:x})";
    }

    /// <summary>The loadable segments with memory, by ascending address; the executable ones follow each other without a gap.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="table">Its program headers.</param>
    public static List<ProgramSegment> Read(ReadOnlySpan<byte> file, ReadOnlySpan<byte> table)
    {
        var headers = new List<Header>();
        ulong total = 0;
        for (int i = 0; i < table.Length / HeaderSize; i++)
        {
            ReadOnlySpan<byte> bytes = table.Slice(i * HeaderSize, HeaderSize);
            if (Word(bytes, 0) == TypeLoad && ReadHeader(bytes, i, file.Length) is { MemorySize: > 0 } header)
            {
                headers.Add(header);
                total += header.FileSize;
                Require(total <= (ulong)file.Length, header, $"brings the bytes of all segments to 0x{total:x}, more than the file's 0x{file.Length:x}");
            }
        }

        headers.Sort((left, right) => left.Address.CompareTo(right.Address));
        for (int i = 1; i < headers.Count; i++)
        {
            Require(headers[i - 1].End <= headers[i].Address, headers[i], $"overlaps {headers[i - 1]}");
        }

        CheckText(headers.FindAll(header => header.IsExecutable));
        var segments = new List<ProgramSegment>(headers.Count);
        foreach (Header header in headers)
        {
            uint[] words = ReadWords(file.Slice((int)header.Offset, (int)header.FileSize));
            segments.Add(new ProgramSegment(header.Address, words, header.MemorySize, header.Access));
        }

        return segments;
    }

    private static Header ReadHeader(ReadOnlySpan<byte> bytes, int index, int fileLength)
    {
        var header = new Header(index, Word(bytes, 4), Word(bytes, 8), Word(bytes, 16), Word(bytes, 20), (SegmentAccess)(Word(bytes, 24) & 7));
        uint address = header.Address;
        Require(address % 4 == 0, header, "does not start at a multiple of 4");
        Require(header.FileSize <= header.MemorySize, header, "has more bytes in the file than in memory");
        Require(header.Offset + (ulong)header.FileSize <= (ulong)fileLength, header, $"reaches past the file's {fileLength} bytes");
        Require(header.MemorySize == 0 || (address >= MemoryMap.Start && address + (ulong)header.MemorySize <= MemoryMap.End), header,
            $"lies outside of guest memory 0x{MemoryMap.Start:x}..0x{MemoryMap.End:x}");
        Require(!header.Access.HasFlag(SegmentAccess.Write | SegmentAccess.Execute), header, "is both writable and executable");
        return header;
    }

    /// <summary>
    /// The executable segments must follow each other without a gap: the program table has one row per word from the first
    /// to the last, and a gap of unbounded size would be a table of unbounded size.
    /// </summary>
    private static void CheckText(List<Header> executable)
    {
        if (executable.Count == 0)
        {
            throw new PicoException(ErrorCatalog.ElfSegment, "no segment is executable");
        }

        ulong count = 0;
        for (int i = 0; i < executable.Count; i++)
        {
            Header header = executable[i];
            Require(i == 0 || executable[i - 1].End == header.Address, header, $"leaves a gap after the executable {executable[Math.Max(0, i - 1)]}");
            ulong words = (header.FileSize + 3ul) / 4;
            Require(header.MemorySize <= 4 * words, header, "is executable and has more bytes in memory than in the file");
            count += words;
            Require(count <= ElfLoader.MaxInstructions, header, $"brings the program to {count} instructions; at most {ElfLoader.MaxInstructions} are allowed");
        }
    }

    private static uint[] ReadWords(ReadOnlySpan<byte> bytes)
    {
        var words = new uint[(bytes.Length + 3) / 4];
        for (int i = 0; i < bytes.Length / 4; i++)
        {
            words[i] = Word(bytes, 4 * i);
        }

        for (int i = bytes.Length & ~3; i < bytes.Length; i++)
        {
            words[^1] |= (uint)bytes[i] << (8 * (i % 4));
        }

        return words;
    }

    private static void Require(bool holds, Header header, string complaint)
    {
        if (!holds)
        {
            throw new PicoException(ErrorCatalog.ElfSegment, $"{header} {complaint}",
                new Dictionary<string, object?> { ["segment"] = header.Index, ["address"] = header.Address });
        }
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
}
