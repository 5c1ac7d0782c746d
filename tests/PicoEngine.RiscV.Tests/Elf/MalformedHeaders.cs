// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.RiscV.Tests.Elf;

/// <summary>Truncated files, and every field of the ELF header with values that it must not have.</summary>
internal static class MalformedHeaders
{
    public static IEnumerable<MalformedElf> Cases => [.. Truncations(), .. Identification(), .. Machine(), .. ProgramHeaderTable()];

    private static IEnumerable<MalformedElf> Truncations()
    {
        foreach (int length in (int[])[0, 1, 2, 3])
        {
            yield return Truncated(length, "does not start with the ELF magic number");
        }

        // The boundaries of the header's fields.
        foreach (int length in (int[])[4, 5, 6, 7, 16, 18, 20, 24, 28, 32, 36, 40, 42, 44, 46, 48, 50, 51])
        {
            yield return Truncated(length, $"the file has {length} bytes, its header alone needs 52");
        }

        // Before, in and after the first program header; in the second.
        foreach (int length in (int[])[52, 53, 56, 83, 84, 88, 115])
        {
            yield return Truncated(length, $"e_phoff 0x34: 2 program headers reach past the file's {length} bytes");
        }

        int text = (int)SampleElf.Build().WordAt(ElfBuilder.OffsetOfProgramHeader(0, SampleElf.FieldOffset));
        int data = (int)SampleElf.Build().WordAt(ElfBuilder.OffsetOfProgramHeader(1, SampleElf.FieldOffset));
        foreach (int length in (int[])[116, text, text + 4, text + 15])
        {
            yield return new($"truncated to {length} bytes, before the end of the text", ErrorCatalog.ElfSegment,
                $"segment 0 at 0x00200800 (p_offset 0x{text:x}, p_filesz 0x10, p_memsz 0x10) reaches past the file's {length} bytes",
                () => SampleElf.Build()[..length]);
        }

        foreach (int length in (int[])[text + 16, data, data + 7])
        {
            yield return new($"truncated to {length} bytes, before the end of the data", ErrorCatalog.ElfSegment,
                $"segment 1 at 0x00202000 (p_offset 0x{data:x}, p_filesz 0x8, p_memsz 0x40) reaches past the file's {length} bytes",
                () => SampleElf.Build()[..length]);
        }

        static MalformedElf Truncated(int length, string fragment) =>
            new($"truncated to {length} bytes", ErrorCatalog.ElfMalformed, fragment, () => SampleElf.Build()[..length]);
    }

    private static IEnumerable<MalformedElf> Identification()
    {
        for (int i = 0; i < 4; i++)
        {
            int at = i;
            yield return new($"magic number wrong in byte {at}", ErrorCatalog.ElfMalformed, "ELF magic number", () => SampleElf.WithBytes(at, 0xff));
        }

        yield return new("an ar archive", ErrorCatalog.ElfMalformed, "ELF magic number", () => SampleElf.WithBytes(0, [.. "!<arch>\n"u8]));
        yield return new("ELF64", ErrorCatalog.ElfUnsupported, "EI_CLASS: ELF64, this machine runs RV32: found 2", () => SampleElf.WithBytes(ElfBuilder.OffsetOfClass, 2));
        foreach (byte value in (byte[])[0, 3, 255])
        {
            yield return Byte("EI_CLASS", ElfBuilder.OffsetOfClass, value, "EI_CLASS (1 = 32-bit is needed)");
        }

        foreach (byte value in (byte[])[0, 2, 255])
        {
            yield return Byte("EI_DATA", ElfBuilder.OffsetOfByteOrder, value, "EI_DATA (1 = little-endian is needed)");
        }

        foreach (byte value in (byte[])[0, 2, 255])
        {
            yield return Byte("EI_VERSION", 6, value, "EI_VERSION (1 is needed)");
        }

        static MalformedElf Byte(string field, int offset, byte value, string complaint) =>
            new($"{field} {value}", ErrorCatalog.ElfUnsupported, $"{complaint}: found {value}", () => SampleElf.WithBytes(offset, value));
    }

    private static IEnumerable<MalformedElf> Machine()
    {
        // ET_NONE, ET_REL, ET_DYN, ET_CORE, the ends of the reserved ranges.
        foreach (ushort type in (ushort[])[0, 1, 3, 4, 0xfe00, 0xffff])
        {
            yield return new($"e_type {type}", ErrorCatalog.ElfUnsupported, $"e_type (2 = statically linked executable is needed): found {type}",
                () => SampleElf.WithHalf(ElfBuilder.OffsetOfType, type));
        }

        // None, x86, ARM, x86-64, AArch64, RISC-V's neighbours, RISC-V with its bytes swapped.
        foreach (ushort machine in (ushort[])[0, 3, 40, 62, 183, 242, 244, 0xf300, 0xffff])
        {
            yield return new($"e_machine {machine}", ErrorCatalog.ElfUnsupported, $"e_machine (243 = RISC-V is needed): found {machine}",
                () => SampleElf.WithHalf(ElfBuilder.OffsetOfMachine, machine));
        }

        foreach (uint version in (uint[])[0, 2, 0x0100_0000, uint.MaxValue])
        {
            yield return new($"e_version {version}", ErrorCatalog.ElfUnsupported, $"e_version (1 is needed): found {version}",
                () => SampleElf.WithWord(ElfBuilder.OffsetOfVersion, version));
        }

        foreach ((uint flags, string complaint) in ((uint, string)[])
            [(1, "compressed instructions"), (5, "compressed instructions"), (uint.MaxValue, "compressed instructions"), (2, "hardware floating point"),
                (4, "hardware floating point"), (6, "hardware floating point"), (8, "RV32E")])
        {
            yield return new($"e_flags {flags}", ErrorCatalog.ElfUnsupported, $"e_flags: {complaint}: found {flags}",
                () => SampleElf.WithWord(ElfBuilder.OffsetOfFlags, flags));
        }
    }

    private static IEnumerable<MalformedElf> ProgramHeaderTable()
    {
        foreach (ushort count in (ushort[])[0, 257, 0x8000, 0xffff])
        {
            yield return new($"e_phnum {count}", ErrorCatalog.ElfMalformed, $"e_phnum {count}: 1 to 256 program headers are allowed",
                () => SampleElf.WithHalf(ElfBuilder.OffsetOfProgramHeaderCount, count));
        }

        foreach (ushort size in (ushort[])[0, 1, 31, 33, 56, 64, 0xffff])
        {
            yield return new($"e_phentsize {size}", ErrorCatalog.ElfMalformed, $"e_phentsize {size}: the program headers of ELF32 have 32 bytes",
                () => SampleElf.WithHalf(ElfBuilder.OffsetOfProgramHeaderEntrySize, size));
        }

        foreach (uint offset in (uint[])[0x7fff_ffe0, 0x8000_0000, 0xffff_ffc0, 0xffff_ffe0, 0xffff_ffff])
        {
            yield return new($"e_phoff 0x{offset:x}", ErrorCatalog.ElfMalformed, $"e_phoff 0x{offset:x}: 2 program headers reach past the file's",
                () => SampleElf.WithWord(ElfBuilder.OffsetOfProgramHeaderOffset, offset));
        }

        int length = SampleElf.Build().Length;
        foreach (int offset in (int[])[length - 63, length - 1, length, length + 1])
        {
            yield return new($"e_phoff so that the table ends {offset + 64 - length} bytes past the file", ErrorCatalog.ElfMalformed, $"e_phoff 0x{offset:x}",
                () => SampleElf.WithWord(ElfBuilder.OffsetOfProgramHeaderOffset, (uint)offset));
        }

        yield return new("e_phnum 256 in a file with room for 2", ErrorCatalog.ElfMalformed, "e_phoff 0x34: 256 program headers reach past the file's 200 bytes", () =>
        {
            byte[] file = SampleElf.WithHalf(ElfBuilder.OffsetOfProgramHeaderCount, 256);
            return file[..200];
        });
        yield return new("e_phoff 0: the header read as a program header", ErrorCatalog.ElfSegment, "no segment is executable",
            () => SampleElf.WithWord(ElfBuilder.OffsetOfProgramHeaderOffset, 0));
    }
}
