// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;
using PicoEngine.Contracts.Errors;
using PicoEngine.RiscV.Decoding;

namespace PicoEngine.RiscV.Elf;

/// <summary>
/// Loads statically linked RV32IM executables (guest ABI, "ELF file"). Every offset and length in the file is untrusted; all
/// arithmetic on them is 64-bit.
/// </summary>
public static class ElfLoader
{
    private const int HeaderSize = 52;
    private const int ProgramHeaderSize = 32;
    private const int MaxProgramHeaders = 256;
    private const uint SegmentTypeLoad = 1;
    private const ushort MachineRiscV = 243;
    private const ushort TypeExecutable = 2;

    // e_flags: only the soft-float, non-compressed, full-register ABI runs here.
    private const uint FlagCompressed = 0x1;
    private const uint FlagFloatAbi = 0x6;
    private const uint FlagReducedRegisters = 0x8;

    /// <summary>True when <paramref name="file"/> starts as an ELF file does.</summary>
    public static bool IsElf(ReadOnlySpan<byte> file) => file.StartsWith("\u007fELF"u8);

    /// <summary>Reads and checks a whole ELF file.</summary>
    /// <exception cref="PicoException">One of the elf-… errors, with the field, its value and its place.</exception>
    public static ProgramImage Load(ReadOnlySpan<byte> file)
    {
        CheckHeader(file);
        uint entry = Word(file, 24);
        uint tableOffset = Word(file, 28);
        int entrySize = Half(file, 42);
        int count = Half(file, 44);
        CheckProgramHeaders(file, tableOffset, entrySize, count);

        var segments = new List<ProgramSegment>();
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> header = file.Slice((int)tableOffset + i * ProgramHeaderSize, ProgramHeaderSize);
            if (Word(header, 0) == SegmentTypeLoad && ReadSegment(file, header, i) is { MemorySize: > 0 } segment)
            {
                segments.Add(segment);
            }
        }

        segments.Sort((left, right) => left.Address.CompareTo(right.Address));
        CheckOverlaps(segments);
        (uint textBase, Instruction[] instructions) = DecodeText(segments);
        if (entry % 4 != 0 || entry < textBase || entry >= textBase + 4 * (ulong)instructions.Length)
        {
            throw Error(ErrorCatalog.ElfEntry,
                $"entry 0x{entry:x8} is not a multiple of 4 inside the executable segment 0x{textBase:x8}..0x{textBase + 4 * (ulong)instructions.Length:x8}",
                ("entry", entry));
        }

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        return new ProgramImage(entry, textBase, instructions, segments, ElfSymbolReader.Read(file), sha256);
    }

    private static void CheckHeader(ReadOnlySpan<byte> file)
    {
        if (!IsElf(file))
        {
            throw Error(ErrorCatalog.ElfMalformed, "the file does not start with the ELF magic number");
        }

        if (file.Length < HeaderSize)
        {
            throw Error(ErrorCatalog.ElfMalformed, $"the file has {file.Length} bytes, its header alone needs {HeaderSize}");
        }

        Require(file[4] == 1, file[4] == 2 ? "ELF64: this machine runs RV32" : "file class", file[4]);
        Require(file[5] == 1, "byte order (1 = little-endian is needed)", file[5]);
        Require(file[6] == 1 && Word(file, 20) == 1, "ELF version", Word(file, 20));
        Require(Half(file, 16) == TypeExecutable, "e_type (2 = statically linked executable is needed)", Half(file, 16));
        Require(Half(file, 18) == MachineRiscV, "e_machine (243 = RISC-V is needed)", Half(file, 18));
        uint flags = Word(file, 36);
        Require((flags & FlagCompressed) == 0, "e_flags: compressed instructions", flags);
        Require((flags & FlagFloatAbi) == 0, "e_flags: hardware floating point", flags);
        Require((flags & FlagReducedRegisters) == 0, "e_flags: RV32E", flags);

        static void Require(bool holds, string field, uint value)
        {
            if (!holds)
            {
                throw Error(ErrorCatalog.ElfUnsupported, $"{field}: found {value}", ("value", value));
            }
        }
    }

    private static void CheckProgramHeaders(ReadOnlySpan<byte> file, uint offset, int entrySize, int count)
    {
        if (count is 0 or > MaxProgramHeaders)
        {
            throw Error(ErrorCatalog.ElfMalformed, $"{count} program headers; 1 to {MaxProgramHeaders} are allowed");
        }

        if (entrySize != ProgramHeaderSize)
        {
            throw Error(ErrorCatalog.ElfMalformed, $"program headers of {entrySize} bytes; ELF32 has {ProgramHeaderSize}");
        }

        if (offset + (ulong)count * ProgramHeaderSize > (ulong)file.Length)
        {
            throw Error(ErrorCatalog.ElfMalformed, $"{count} program headers at offset 0x{offset:x} reach past the file's {file.Length} bytes");
        }
    }

    private static ProgramSegment ReadSegment(ReadOnlySpan<byte> file, ReadOnlySpan<byte> header, int index)
    {
        uint offset = Word(header, 4);
        uint address = Word(header, 8);
        uint fileSize = Word(header, 16);
        uint memorySize = Word(header, 20);
        var access = (SegmentAccess)(Word(header, 24) & 7);
        string place = $"segment {index} at 0x{address:x8} (file size 0x{fileSize:x}, memory size 0x{memorySize:x})";

        Require(address % 4 == 0, "does not start at a multiple of 4");
        Require(fileSize <= memorySize, "has more bytes in the file than in memory");
        Require(offset + (ulong)fileSize <= (ulong)file.Length, $"reaches past the file's {file.Length} bytes (offset 0x{offset:x})");
        Require(memorySize == 0 || (address >= MemoryMap.Start && address + (ulong)memorySize <= MemoryMap.End),
            $"lies outside of guest memory 0x{MemoryMap.Start:x}..0x{MemoryMap.End:x}");
        Require((access & (SegmentAccess.Write | SegmentAccess.Execute)) != (SegmentAccess.Write | SegmentAccess.Execute),
            "is both writable and executable");

        ReadOnlySpan<byte> bytes = file.Slice((int)offset, (int)fileSize);
        var words = new uint[(bytes.Length + 3) / 4];
        for (int i = 0; i < bytes.Length / 4; i++)
        {
            words[i] = Word(bytes, 4 * i);
        }

        for (int i = bytes.Length & ~3; i < bytes.Length; i++)
        {
            words[^1] |= (uint)bytes[i] << (8 * (i % 4));
        }

        return new ProgramSegment(address, words, memorySize, access);

        void Require(bool holds, string complaint)
        {
            if (!holds)
            {
                throw Error(ErrorCatalog.ElfSegment, $"{place} {complaint}", ("segment", index), ("address", address));
            }
        }
    }

    private static void CheckOverlaps(List<ProgramSegment> segments)
    {
        for (int i = 1; i < segments.Count; i++)
        {
            ProgramSegment before = segments[i - 1];
            ProgramSegment after = segments[i];
            if (before.End > after.Address)
            {
                throw Error(ErrorCatalog.ElfSegment,
                    $"the segments at 0x{before.Address:x8} (to 0x{before.End:x8}) and 0x{after.Address:x8} overlap", ("address", after.Address));
            }
        }
    }

    /// <summary>
    /// The executable segments must follow each other without a gap: the program table has one row per word from the first
    /// to the last, and a gap of unbounded size would be a table of unbounded size.
    /// </summary>
    private static (uint TextBase, Instruction[] Instructions) DecodeText(List<ProgramSegment> segments)
    {
        List<ProgramSegment> executable = segments.FindAll(segment => segment.Access.HasFlag(SegmentAccess.Execute));
        if (executable.Count == 0)
        {
            throw Error(ErrorCatalog.ElfSegment, "no segment is executable");
        }

        var instructions = new List<Instruction>(executable.Sum(segment => segment.Words.Length));
        for (int i = 0; i < executable.Count; i++)
        {
            ProgramSegment segment = executable[i];
            if (i > 0 && executable[i - 1].End != segment.Address)
            {
                throw Error(ErrorCatalog.ElfSegment,
                    $"there is a gap between the executable segments at 0x{executable[i - 1].Address:x8} and 0x{segment.Address:x8}",
                    ("address", segment.Address));
            }

            if (segment.MemorySize > 4 * (uint)segment.Words.Length)
            {
                throw Error(ErrorCatalog.ElfSegment,
                    $"the executable segment at 0x{segment.Address:x8} has 0x{segment.MemorySize:x} bytes in memory but only 0x{4 * segment.Words.Length:x} in the file",
                    ("address", segment.Address));
            }

            DecodeSegment(segment, instructions);
        }

        return (executable[0].Address, [.. instructions]);
    }

    private static void DecodeSegment(ProgramSegment segment, List<Instruction> instructions)
    {
        ReadOnlySpan<uint> words = segment.Words.Span;
        for (int i = 0; i < words.Length; i++)
        {
            if (!InstructionDecoder.TryDecode(words[i], out Instruction instruction))
            {
                uint address = segment.Address + 4 * (uint)i;
                throw Error(ErrorCatalog.ElfInstruction, $"word 0x{words[i]:x8} at 0x{address:x8} is no RV32IM instruction",
                    ("address", address), ("word", words[i]));
            }

            instructions.Add(instruction);
        }
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static ushort Half(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private static PicoException Error(ErrorCode code, string detail, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var data = new Dictionary<string, object?>();
        foreach ((string name, object? value) in values)
        {
            data.Add(name, value);
        }

        return new PicoException(code, detail, data);
    }
}
