// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Elf;
using Xunit;
using static PicoEngine.RiscV.Tests.Elf.SampleElf;

namespace PicoEngine.RiscV.Tests.Elf;

/// <summary>Unusual files that are programs, and what they load as.</summary>
public sealed class ElfLoaderEdgeTests
{
    [Fact]
    public void Load_sample_gives_its_program_memory_and_symbols()
    {
        ProgramImage image = ElfLoader.Load(Build());
        Assert.Equal(TextBase, image.Entry);
        Assert.Equal(TextBase, image.TextBase);
        Assert.Equal(TextEnd, image.TextEnd);
        Assert.Equal([Opcode.Addi, Opcode.Addi, Opcode.Ecall, Opcode.Jal], image.Instructions.ToArray().Select(instruction => instruction.Opcode));
        Assert.Equal([(TextBase, 16u, Text), (DataBase, DataMemory, Data)], image.Segments.Select(segment => (segment.Address, segment.MemorySize, segment.Access)));
        Assert.Equal(Words, image.Segments[0].Words.ToArray());
        Assert.Equal([0u, 0u], image.Segments[1].Words.ToArray());
        Assert.Equal(["_start", "loop"], image.Symbols.Functions.Select(symbol => symbol.Name));
    }

    [Theory]
    [InlineData(1, 0x0000_0001u)]
    [InlineData(2, 0x0000_0201u)]
    [InlineData(3, 0x0003_0201u)]
    [InlineData(4, 0x0403_0201u)]
    public void Load_pads_the_last_partial_word_of_data_with_zeros(int bytes, uint expected)
    {
        // What follows in the file must not leak into the word.
        byte[] content = [9, 8, 7, 6, 1, 2, 3, 4];
        ElfBuilder builder = WithText(Words);
        builder.Segments.Add(new Assembler.ElfSegment(DataBase, content, Data) { FileSize = 4 + (uint)bytes, MemorySize = 4 + (uint)bytes });
        ProgramSegment segment = ElfLoader.Load(builder.Build()).Segments[1];
        Assert.Equal([0x0607_0809u, expected], segment.Words.ToArray());
        Assert.Equal(DataBase + 8, segment.End);
    }

    [Fact]
    public void Load_pads_the_last_partial_word_of_text_with_zeros()
    {
        // Three bytes of addi x5, x0, 0, then its last byte, which is 0 in any case.
        ProgramImage image = ElfLoader.Load(new ElfBuilder { Entry = TextBase + 4 }.AddSegment(TextBase, ElfBuilder.Bytes(Words.AsSpan(0, 2)).AsMemory(0, 7), Text).Build());
        Assert.Equal(2, image.Instructions.Length);
        Assert.Equal(new Instruction(Opcode.Addi, 10, 0, 0, 0), image.Instructions.Span[1]);
    }

    [Fact]
    public void Load_joins_adjacent_executable_segments_in_any_order()
    {
        ElfBuilder builder = new ElfBuilder { Entry = TextBase }
            .AddSegment(TextBase + 12, ElfBuilder.Bytes(Words.AsSpan(3)), Text)
            .AddSegment(TextBase + 4, ElfBuilder.Bytes(Words.AsSpan(1, 2)), SegmentAccess.Execute)
            .AddSegment(TextBase, ElfBuilder.Bytes(Words.AsSpan(0, 1)), Text);
        ProgramImage image = ElfLoader.Load(builder.Build());
        Assert.Equal(ElfLoader.Load(WithText(Words).Build()).Instructions.ToArray(), image.Instructions.ToArray());
        Assert.Equal([TextBase, TextBase + 4, TextBase + 12], image.Segments.Select(segment => segment.Address));
    }

    [Fact]
    public void Load_joins_an_executable_segment_to_one_with_a_partial_last_word()
    {
        ProgramImage image = ElfLoader.Load(new ElfBuilder { Entry = TextBase }
            .AddSegment(TextBase, ElfBuilder.Bytes(Words.AsSpan(0, 2)).AsMemory(0, 5 + 2), Text)
            .AddSegment(TextBase + 8, ElfBuilder.Bytes(Words.AsSpan(2)), Text).Build());
        Assert.Equal(4, image.Instructions.Length);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(4u)]
    [InlineData(12u)]
    public void Load_takes_any_instruction_as_entry(uint distance)
    {
        ElfBuilder builder = Builder();
        builder.Entry = TextBase + distance;
        Assert.Equal(TextBase + distance, ElfLoader.Load(builder.Build()).Entry);
    }

    [Fact]
    public void Load_takes_segments_at_both_ends_of_memory()
    {
        ProgramImage image = ElfLoader.Load(new ElfBuilder { Entry = MemoryMap.End - 16 }
            .AddSegment(MemoryMap.End - 16, ElfBuilder.Bytes(Words), Text)
            .AddData(MemoryMap.Start, new byte[4]).Build());
        Assert.Equal(MemoryMap.End, image.TextEnd);
        Assert.Equal(MemoryMap.Start, image.Segments[0].Address);
    }

    [Fact]
    public void Load_takes_segments_that_touch()
    {
        ProgramImage image = ElfLoader.Load(WithText(Words).AddData(TextEnd, new byte[3]).AddData(TextEnd + 4, new byte[4]).AddData(TextBase - 4, new byte[4]).Build());
        Assert.Equal(4, image.Segments.Count);
    }

    [Fact]
    public void Load_takes_bss_of_almost_all_memory_without_memory_for_it()
    {
        byte[] file = Builder().AddData(0x0020_3000, default, MemoryMap.End - 0x0020_3000).Build();
        long before = GC.GetAllocatedBytesForCurrentThread();
        ProgramImage image = ElfLoader.Load(file);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 16);
        Assert.Equal(MemoryMap.End, image.Segments[2].End);
        Assert.Empty(image.Segments[2].Words.ToArray());
    }

    [Fact]
    public void Load_ignores_segments_of_size_0_and_of_other_types()
    {
        ElfBuilder builder = Builder().AddSegment(0, default, SegmentAccess.Write | SegmentAccess.Read).AddSegment(TextBase + 4, default, Data).AddSegment(TextBase + 400, default, Text);
        foreach (uint type in (uint[])[0, 2, 3, 4, 6, 7, 0x6474_e551, 0x7000_0003, uint.MaxValue])
        {
            builder.Segments.Add(new Assembler.ElfSegment(TextBase + 3, default, SegmentAccess.Write | SegmentAccess.Execute)
            {
                Type = type, FileOffset = uint.MaxValue, FileSize = uint.MaxValue, MemorySize = 1,
            });
        }

        Assert.Equal([TextBase, DataBase], ElfLoader.Load(builder.Build()).Segments.Select(segment => segment.Address));
    }

    [Fact]
    public void Load_takes_256_segments_whose_headers_are_the_end_of_the_file()
    {
        ElfBuilder builder = WithText(Words);
        for (uint i = 1; i < 256; i++)
        {
            builder.AddSegment(0x0030_0000 - 8 * i, default, Data, 8);
        }

        byte[] file = builder.Build();
        int table = ElfBuilder.HeaderSize;
        int length = 256 * ElfBuilder.ProgramHeaderSize;
        byte[] moved = [.. file, .. file.AsSpan(table, length)];
        moved.PatchWord(ElfBuilder.OffsetOfProgramHeaderOffset, (uint)file.Length);
        moved.AsSpan(table, length).Clear();
        ProgramImage image = ElfLoader.Load(moved);
        Assert.Equal(256, image.Segments.Count);
        Assert.Equal(image.Segments.OrderBy(segment => segment.Address), image.Segments);
    }

    [Fact]
    public void Load_reads_program_headers_at_an_odd_offset()
    {
        byte[] file = Build();
        byte[] moved = [.. file, 0, .. file.AsSpan(ElfBuilder.HeaderSize, 2 * ElfBuilder.ProgramHeaderSize)];
        moved.PatchWord(ElfBuilder.OffsetOfProgramHeaderOffset, (uint)file.Length + 1);
        Assert.Equal(2, ElfLoader.Load(moved).Segments.Count);
    }

    [Fact]
    public void Load_takes_the_memory_model_flag_that_is_not_about_instructions() =>
        Assert.Equal(4, ElfLoader.Load(WithWord(ElfBuilder.OffsetOfFlags, 0x10)).Instructions.Length); // EF_RISCV_TSO

    [Fact]
    public void Load_ignores_physical_addresses_alignments_and_the_flags_of_the_operating_system()
    {
        byte[] file = WithSegmentField(0, (3, uint.MaxValue), (7, 3), (FieldFlags, 0x0ff0_0005));
        Assert.Equal(Text, ElfLoader.Load(file).Segments[0].Access);
    }

    [Fact]
    public void Load_hashes_the_whole_file() =>
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Build())), ElfLoader.Load(Build()).Sha256);
}
