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
    /// <summary>Most instructions of a program, 256 MiB of text: byte distances in tables made from it stay within 31 bits.</summary>
    public const int MaxInstructions = 1 << 26;

    private const int HeaderSize = 52;
    private const int MaxProgramHeaders = 256;
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
        List<ProgramSegment> segments = ElfSegmentReader.Read(file, file.Slice((int)tableOffset, count * ElfSegmentReader.HeaderSize));
        List<ProgramSegment> executable = segments.FindAll(segment => segment.Access.HasFlag(SegmentAccess.Execute));
        uint textBase = executable[0].Address;
        Instruction[] instructions = DecodeText(executable);
        if (entry % 4 != 0 || entry < textBase || entry >= textBase + 4 * (ulong)instructions.Length)
        {
            throw Error(ErrorCatalog.ElfEntry,
                $"e_entry 0x{entry:x8} is not a multiple of 4 inside the executable segment 0x{textBase:x8}..0x{textBase + 4 * (ulong)instructions.Length:x8}",
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

        Require(file[4] == 1, file[4] == 2 ? "EI_CLASS: ELF64, this machine runs RV32" : "EI_CLASS (1 = 32-bit is needed)", file[4]);
        Require(file[5] == 1, "EI_DATA (1 = little-endian is needed)", file[5]);
        Require(file[6] == 1, "EI_VERSION (1 is needed)", file[6]);
        Require(Word(file, 20) == 1, "e_version (1 is needed)", Word(file, 20));
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
            throw Error(ErrorCatalog.ElfMalformed, $"e_phnum {count}: 1 to {MaxProgramHeaders} program headers are allowed");
        }

        if (entrySize != ElfSegmentReader.HeaderSize)
        {
            throw Error(ErrorCatalog.ElfMalformed, $"e_phentsize {entrySize}: the program headers of ELF32 have {ElfSegmentReader.HeaderSize} bytes");
        }

        if (offset + (ulong)count * ElfSegmentReader.HeaderSize > (ulong)file.Length)
        {
            throw Error(ErrorCatalog.ElfMalformed, $"e_phoff 0x{offset:x}: {count} program headers reach past the file's {file.Length} bytes");
        }
    }

    private static Instruction[] DecodeText(List<ProgramSegment> executable)
    {
        var instructions = new Instruction[executable.Sum(segment => segment.Words.Length)];
        int count = 0;
        foreach (ProgramSegment segment in executable)
        {
            ReadOnlySpan<uint> words = segment.Words.Span;
            for (int i = 0; i < words.Length; i++)
            {
                if (!InstructionDecoder.TryDecode(words[i], out instructions[count++]))
                {
                    uint address = segment.Address + 4 * (uint)i;
                    throw Error(ErrorCatalog.ElfInstruction, $"word 0x{words[i]:x8} at 0x{address:x8} is no RV32IM instruction",
                        ("address", address), ("word", words[i]));
                }
            }
        }

        return instructions;
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
