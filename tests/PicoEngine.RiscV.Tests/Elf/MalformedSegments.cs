// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Contracts.Errors;
using static PicoEngine.RiscV.Tests.Elf.SampleElf;

namespace PicoEngine.RiscV.Tests.Elf;

/// <summary>Program headers with offsets, sizes, addresses and flags that contradict the file, the machine or each other.</summary>
internal static class MalformedSegments
{
    private const string PastFile = "reaches past the file's";
    private const uint WrapToZero = ~DataBase + 1;
    private const string OutsideMemory = "lies outside of guest memory 0x20..0x78000000";

    public static IEnumerable<MalformedElf> Cases => [.. Sizes(), .. Addresses(), .. Overlaps(), .. Access(), .. Amounts()];

    private static IEnumerable<MalformedElf> Sizes()
    {
        foreach (uint offset in (uint[])[0x7fff_ffff, 0x8000_0000, 0xffff_fff0, 0xffff_fff8, 0xffff_ffff])
        {
            yield return OfData($"p_offset 0x{offset:x}", PastFile, (FieldOffset, offset));
        }

        uint length = (uint)Build().Length;
        yield return OfData("p_offset one byte too far", PastFile, (FieldOffset, length - DataSize + 1));
        yield return OfData("p_offset at the end of the file", PastFile, (FieldOffset, length));
        yield return OfData("p_filesz one above p_memsz", "has more bytes in the file than in memory", (FieldFileSize, 9), (FieldMemorySize, 8));
        yield return OfData("p_memsz 0 with bytes in the file", "has more bytes in the file than in memory", (FieldMemorySize, 0));
        yield return OfData("p_filesz 0xffffffff", "(p_offset 0x1000, p_filesz 0xffffffff, p_memsz 0x40) has more bytes in the file than in memory", (FieldFileSize, uint.MaxValue));
        yield return OfData("p_memsz 0xffffffff", OutsideMemory, (FieldMemorySize, uint.MaxValue));
        yield return OfData("p_filesz and p_memsz 0xffffffff", PastFile, (FieldFileSize, uint.MaxValue), (FieldMemorySize, uint.MaxValue));
        yield return OfData("p_filesz and p_memsz 0x80000000", PastFile, (FieldFileSize, 0x8000_0000), (FieldMemorySize, 0x8000_0000));
        yield return OfData("p_offset + p_filesz = 2^32", PastFile, (FieldOffset, 0xffff_fff0), (FieldFileSize, 0x10), (FieldMemorySize, 0x10));
        yield return OfData("p_offset + p_filesz wraps to the beginning of the file", PastFile, (FieldOffset, 0xffff_fffc), (FieldFileSize, 0x10), (FieldMemorySize, 0x10));
        yield return OfData("a zero-size segment past the file", PastFile, (FieldOffset, 0xffff_ffff), (FieldFileSize, 0), (FieldMemorySize, 0));
    }

    private static IEnumerable<MalformedElf> Addresses()
    {
        foreach (uint address in (uint[])[DataBase + 1, DataBase + 2, DataBase + 3, 1, uint.MaxValue])
        {
            yield return OfData($"p_vaddr 0x{address:x}", $"at 0x{address:x8} (p_offset 0x1000, p_filesz 0x8, p_memsz 0x40) does not start at a multiple of 4", (FieldAddress, address));
        }

        foreach (uint address in (uint[])[0, 4, 0x1c, 0x77ff_ffc4, 0x7800_0000, 0x7fff_fffc, 0x8000_0000, 0xffff_ffc0, 0xffff_fffc])
        {
            yield return OfData($"p_vaddr 0x{address:x}", $"at 0x{address:x8} (p_offset 0x1000, p_filesz 0x8, p_memsz 0x40) {OutsideMemory}", (FieldAddress, address));
        }

        yield return OfData("one byte past the end of memory", OutsideMemory, (FieldAddress, 0x77ff_fffc), (FieldFileSize, 0), (FieldMemorySize, 5));
        yield return OfData("bss of 4 GiB", OutsideMemory, (FieldFileSize, 0), (FieldMemorySize, 0xffff_fffc));
        yield return OfData("bss to the end of the address space", OutsideMemory, (FieldMemorySize, WrapToZero));
        yield return OfData("bss that wraps to address 0", OutsideMemory, (FieldMemorySize, WrapToZero + 4));
        yield return OfData("bss that wraps onto the text", OutsideMemory, (FieldMemorySize, WrapToZero + TextBase));
        yield return OfData("bss one byte longer than memory", OutsideMemory, (FieldMemorySize, MemoryMap.End - DataBase + 1));
    }

    private static IEnumerable<MalformedElf> Overlaps()
    {
        yield return Overlapping("data begins in the last word of the text", 0x0020_080c, 8);
        yield return Overlapping("data begins where the text does", TextBase, 16);
        yield return Overlapping("data ends in the first word of the text", TextBase - 4, 8);
        yield return Overlapping("data lies inside the text", TextBase + 4, 4);
        yield return Overlapping("data encloses the text", TextBase - 0x100, 0x200);
        yield return Overlapping("the data's last byte rounds up onto the text", TextBase - 4, 5);
        yield return Overlapping("bss covers everything", 0x20, MemoryMap.End - 0x20);
        yield return new("the text's last partial word and the data share a word", ErrorCatalog.ElfSegment, "overlaps segment 1", () =>
            WithText(Words).AddSegment(DataBase, new byte[6], Data).AddSegment(DataBase + 4, new byte[4], Data).Build());
        yield return new("identical data segments", ErrorCatalog.ElfSegment, "overlaps segment", () => Builder().AddData(DataBase, new byte[8], DataMemory).Build());
        yield return new("two segments inside one bss", ErrorCatalog.ElfSegment, "at 0x00300000", () =>
            WithText(Words).AddSegment(0x0050_0000, new byte[4], Data).AddSegment(0x0030_0000, default, Data, 0x0100_0000).AddSegment(0x0040_0000, new byte[4], Data).Build());
        yield return new("two executable segments that overlap", ErrorCatalog.ElfSegment, "overlaps segment", () =>
            WithText(Words).AddSegment(TextBase + 12, ElfBuilder.Bytes([Words[0]]), Text).Build());

        static MalformedElf Overlapping(string name, uint address, uint memorySize) =>
            OfData(name, "overlaps segment", (FieldAddress, address), (FieldFileSize, 0), (FieldMemorySize, memorySize));
    }

    private static IEnumerable<MalformedElf> Access()
    {
        yield return OfText("text writable", "is both writable and executable", (FieldFlags, 7));
        yield return OfText("text writable, executable and not readable", "is both writable and executable", (FieldFlags, 3));
        yield return OfText("text writable, with flags of the operating system", "is both writable and executable", (FieldFlags, 0xfff0_0007));
        yield return OfData("data executable", "segment 1 at 0x00202000 (p_offset 0x1000, p_filesz 0x8, p_memsz 0x40) is both writable and executable", (FieldFlags, 7));
        yield return OfText("text not executable", "no segment is executable", (FieldFlags, 4));
        yield return OfText("text without any flag", "no segment is executable", (FieldFlags, 0));
        yield return OfText("text executable by a flag of the processor alone", "no segment is executable", (FieldFlags, 0xf000_0004));

        // PT_NULL, PT_DYNAMIC, PT_INTERP, PT_NOTE, PT_PHDR, PT_TLS, PT_GNU_STACK, PT_RISCV_ATTRIBUTES, PT_LOAD with its bytes swapped.
        foreach (uint type in (uint[])[0, 2, 3, 4, 6, 7, 0x6474_e551, 0x7000_0003, 0x0100_0000])
        {
            yield return OfText($"text of type 0x{type:x}", "no segment is executable", (FieldType, type));
        }

        yield return new("no PT_LOAD at all", ErrorCatalog.ElfSegment, "no segment is executable", () =>
        {
            byte[] file = WithSegmentField(0, (FieldType, 4u));
            file.PatchWord(ElfBuilder.OffsetOfProgramHeader(1), 4);
            return file;
        });
        yield return OfText("text of size 0", "no segment is executable", (FieldFileSize, 0), (FieldMemorySize, 0));
        yield return OfText("text without bytes in the file", "is executable and has more bytes in memory than in the file", (FieldFileSize, 0));
        yield return OfText("text one word longer in memory", "is executable and has more bytes in memory than in the file", (FieldMemorySize, 0x14));
        yield return OfText("text one byte longer in memory", "is executable and has more bytes in memory than in the file", (FieldMemorySize, 0x11));
        yield return OfText("text of 1 GiB in memory", "is executable and has more bytes in memory than in the file", (FieldAddress, 0x0030_0000), (FieldMemorySize, 0x4000_0000));
        yield return Gap("gap of one word between executable segments", TextEnd + 4);
        yield return Gap("gap of almost all memory between executable segments", 0x77ff_fffc);
        yield return Gap("data between executable segments", DataBase + DataMemory);
        yield return new("gap after a partial last word", ErrorCatalog.ElfSegment, "leaves a gap after the executable segment 0", () =>
            new ElfBuilder { Entry = TextBase }.AddSegment(TextBase, new byte[] { 0x13, 0, 0, 0, 0x13 }, Text).AddSegment(TextBase + 12, ElfBuilder.Bytes(Words), Text).Build());

        static MalformedElf Gap(string name, uint address) => new(name, ErrorCatalog.ElfSegment,
            "leaves a gap after the executable segment 0 at 0x00200800", () => Builder().AddSegment(address, ElfBuilder.Bytes([Words[0]]), Text).Build());
    }

    /// <summary>Small files that ask for much.</summary>
    private static IEnumerable<MalformedElf> Amounts()
    {
        yield return new("256 segments that are each the whole file, at one address", ErrorCatalog.ElfSegment, "brings the bytes of all segments to 0x", () =>
            WholeFileSegments(256, 1 << 20, 0));
        yield return new("100 segments that are each the whole file, side by side", ErrorCatalog.ElfSegment, "segment 1 at 0x00400000", () =>
            WholeFileSegments(100, 1 << 20, 1 << 20));
        yield return new("text of more than 2^26 instructions", ErrorCatalog.ElfSegment, "brings the program to 67108865 instructions; at most 67108864 are allowed", () =>
            new ElfBuilder { Entry = 0x1000 }.AddSegment(0x1000, new byte[(4 << 26) + 4], Text).Build());
        yield return new("two texts of more than 2^26 instructions together", ErrorCatalog.ElfSegment, "brings the program to 67108865 instructions", () =>
            new ElfBuilder { Entry = 0x1000 }.AddSegment(0x1000, new byte[4096], Text).AddSegment(0x2000, new byte[(4 << 26) - 4092], Text).Build());
    }

    private static byte[] WholeFileSegments(int count, int size, uint distance)
    {
        var file = new byte[size];
        ElfBuilder builder = WithText(Words);
        builder.Segments.Clear();
        for (uint i = 0; i < count; i++)
        {
            builder.Segments.Add(new ElfSegment(0x0030_0000 + i * distance, default, Data) { FileOffset = 0, FileSize = (uint)size, MemorySize = (uint)size });
        }

        builder.Build().AsSpan(0, ElfBuilder.OffsetOfProgramHeader(count)).CopyTo(file);
        return file;
    }

    private static MalformedElf OfText(string name, string fragment, params (int Field, uint Value)[] fields) =>
        new(name, ErrorCatalog.ElfSegment, fragment, () => WithSegmentField(0, fields));

    private static MalformedElf OfData(string name, string fragment, params (int Field, uint Value)[] fields) =>
        new($"data: {name}", ErrorCatalog.ElfSegment, fragment, () => WithSegmentField(1, fields));
}
