// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using System.Text;
using PicoEngine.Assembler;
using PicoEngine.RiscV.Elf;
using Xunit;
using static PicoEngine.RiscV.Tests.Elf.SampleElf;

namespace PicoEngine.RiscV.Tests.Elf;

/// <summary>A damaged or hostile section table costs the program its names, and nothing else.</summary>
public sealed class ElfSymbolReaderTests(ITestOutputHelper output)
{
    // Indices and fields of the sample's section headers (ElfBuilder's layout; Elf32_Shdr).
    private const int SymbolSection = 2;
    private const int StringSection = 3;
    private const int FieldOfType = 1;
    private const int FieldOfOffset = 4;
    private const int FieldOfSize = 5;
    private const int FieldOfLink = 6;

    private const int Million = 1 << 20;

    // Measured 0.1 to 1.2 s; the bound leaves room for a busy machine.
    private static readonly TimeSpan LongestLoad = TimeSpan.FromSeconds(8);

    /// <summary>What is done to the section table, and how many functions are left.</summary>
    private static readonly Dictionary<string, (int Functions, Func<byte[]> Build)> Damaged = new()
    {
        ["no section table"] = (0, () => With(builder => builder.SectionHeaderOffset = 0)),
        ["e_shoff past the file"] = (0, () => With(builder => builder.SectionHeaderOffset = 0x10_0000)),
        ["e_shoff 0xffffffff"] = (0, () => With(builder => builder.SectionHeaderOffset = uint.MaxValue)),
        ["e_shoff 0x80000000"] = (0, () => With(builder => builder.SectionHeaderOffset = 0x8000_0000)),
        ["e_shnum 0"] = (0, () => With(builder => builder.SectionHeaderCount = 0)),
        ["e_shnum one too many"] = (0, () => With(builder => builder.SectionHeaderCount = 6)),
        ["e_shnum 65535"] = (0, () => With(builder => builder.SectionHeaderCount = 0xffff)),
        ["e_shnum that leaves the strings out"] = (0, () => With(builder => builder.SectionHeaderCount = 3)),
        ["e_shentsize 0"] = (0, () => With(builder => builder.SectionHeaderEntrySize = 0)),
        ["e_shentsize 64"] = (0, () => With(builder => builder.SectionHeaderEntrySize = 64)),
        ["e_shentsize 65535"] = (0, () => With(builder => builder.SectionHeaderEntrySize = 0xffff)),
        ["e_shstrndx 65535"] = (2, () => WithHalf(ElfBuilder.OffsetOfSectionNameIndex, 0xffff)),
        ["sh_link to the section itself"] = (0, () => With(builder => builder.SymbolStringsSection = SymbolSection)),
        ["sh_link to the null section"] = (0, () => With(builder => builder.SymbolStringsSection = 0)),
        ["sh_link past the table"] = (0, () => With(builder => builder.SymbolStringsSection = 5)),
        ["sh_link 0xffffffff"] = (0, () => With(builder => builder.SymbolStringsSection = uint.MaxValue)),
        ["sh_link of both sections to each other"] = (2, () => WithSectionField(StringSection, (FieldOfLink, SymbolSection))),
        ["two symbol tables that link to each other"] = (0, () => WithSectionField(StringSection, (FieldOfType, 2), (FieldOfLink, SymbolSection), (FieldOfSize, 0))),
        ["symbols past the file"] = (0, () => WithSectionField(SymbolSection, (FieldOfOffset, 0x10_0000))),
        ["symbols at 0xffffffff"] = (0, () => WithSectionField(SymbolSection, (FieldOfOffset, uint.MaxValue))),
        ["symbols of 4 GiB"] = (0, () => With(builder => builder.SymbolTableSize = uint.MaxValue)),
        ["symbols whose size wraps"] = (0, () => WithSectionField(SymbolSection, (FieldOfOffset, 0xffff_fff0), (FieldOfSize, 0x20))),
        ["symbols of size 0"] = (0, () => With(builder => builder.SymbolTableSize = 0)),
        ["a partial last symbol"] = (1, () => With(builder => builder.SymbolTableSize = 16 + 16 + 15)),
        ["symbols read from the ELF header"] = (0, () => WithSectionField(SymbolSection, (FieldOfOffset, 0))),
        ["strings past the file"] = (0, () => WithSectionField(StringSection, (FieldOfOffset, 0x10_0000))),
        ["strings of 4 GiB"] = (0, () => With(builder => builder.SymbolStringsSize = uint.MaxValue)),
        ["strings of size 0"] = (0, () => With(builder => builder.SymbolStringsSize = 0)),
        ["strings that end in the second name"] = (1, () => With(builder => builder.SymbolStringsSize = 10)),
        ["every section of type 0"] = (0, () => WithSectionField(SymbolSection, (FieldOfType, 0))),
    };

    public static TheoryData<string> Damages => [.. Damaged.Keys];

    [Theory]
    [MemberData(nameof(Damages))]
    public void Load_keeps_the_program_when_the_section_table_is_damaged(string damage)
    {
        (int functions, Func<byte[]> build) = Damaged[damage];
        ProgramImage image = ElfLoader.Load(build());
        Assert.Equal(4, image.Instructions.Length);
        Assert.Equal(functions, image.Symbols.Functions.Count);
    }

    [Theory]
    [InlineData("$x")]
    [InlineData(".L0")]
    [InlineData("clear\u001b[2Jscreen")]
    [InlineData("two\nlines")]
    [InlineData("bell\a")]
    [InlineData("next\u0085line")]
    [InlineData("right\u202eto left")]
    [InlineData("zero\u200bwidth")]
    [InlineData("two\u2028lines")]
    public void Load_leaves_out_names_that_are_no_functions_or_steer_a_terminal(string name) =>
        Assert.Equal(["_start", "loop"], ElfLoader.Load(Builder().AddSymbol(name, TextBase + 4, 4).Build()).Symbols.Functions.Select(symbol => symbol.Name));

    [Fact]
    public void Load_reads_bytes_that_are_not_UTF8_as_replacement_characters()
    {
        byte[] file = Build();
        int at = file.AsSpan().LastIndexOf("loop"u8);
        file[at] = 0xff;
        file[at + 1] = 0xc0;
        Assert.Equal("\ufffd\ufffdop", ElfLoader.Load(file).Symbols.Functions[1].Name);
    }

    [Fact]
    public void Load_leaves_out_undefined_and_absolute_symbols_and_takes_untyped_global_labels()
    {
        ElfBuilder builder = WithText(Words);
        builder.Symbols.Add(new ElfSymbol("undefined", TextBase, 4) { Section = 0 });
        builder.Symbols.Add(new ElfSymbol("absolute", TextBase, 4) { Section = 0xfff1 });
        builder.Symbols.Add(new ElfSymbol("object", TextBase, 4) { Info = 0x11 });
        builder.Symbols.Add(new ElfSymbol("local_label", TextBase, 4) { Info = 0x00 });
        builder.Symbols.Add(new ElfSymbol("label", TextBase, 0) { Info = 0x10 });
        builder.Symbols.Add(new ElfSymbol("label_under_function", TextBase + 8, 0) { Info = 0x10 });
        builder.Symbols.Add(new ElfSymbol("local_function", TextBase + 8, 4) { Info = 0x02 });
        Assert.Equal(["label", "local_function"], ElfLoader.Load(builder.Build()).Symbols.Functions.Select(symbol => symbol.Name));
    }

    [Fact]
    public void Load_describes_addresses_at_the_ends_of_hostile_symbols()
    {
        SymbolTable symbols = ElfLoader.Load(WithText(Words).AddSymbol("last", uint.MaxValue, uint.MaxValue).AddSymbol("first", 0, uint.MaxValue).Build()).Symbols;
        Assert.Equal("first+0x1", symbols.Describe(1));
        Assert.Equal("last", symbols.Describe(uint.MaxValue));
    }

    [Theory]
    [InlineData("a million names of four kilobytes without an end", 0)]
    [InlineData("a million symbols that share a name of four kilobytes", 4096)]
    [InlineData("a million symbols that share a name of escapes and parts", 4097)]
    [InlineData("a million symbols with names of their own", 8)]
    [InlineData("a million symbols at one address", 9)]
    public void Load_of_a_million_hostile_symbols_takes_bounded_time_and_memory(string attack, int kind)
    {
        byte[] file = kind switch
        {
            0 => ManySymbols(Million, Enumerable.Repeat((byte)'a', 1 << 24).ToArray(), i => 0, i => 4 * (uint)i),
            4096 => ManySymbols(Million, [.. Enumerable.Repeat((byte)'a', 4096), 0], i => 0, i => 4 * (uint)i),
            4097 => ManySymbols(Million, [.. "_ZN"u8, .. Enumerable.Repeat(Encoding.ASCII.GetBytes("5$SP$."), 680).SelectMany(part => part), (byte)'E', 0], i => 0, i => 4 * (uint)i),
            8 => ManySymbols(Million, [.. Enumerable.Range(0, Million).SelectMany(i => Encoding.ASCII.GetBytes($"n{i:x6}\0"))], i => 8 * i, i => 4 * (uint)(Million - i)),
            _ => ManySymbols(Million, [.. "name\0"u8], i => 0, i => TextBase),
        };
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long started = Stopwatch.GetTimestamp();
        ProgramImage image = ElfLoader.Load(file);
        TimeSpan duration = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        output.WriteLine($"{attack}: {duration.TotalMilliseconds:f0} ms, {allocated >> 20} MiB, {image.Symbols.Functions.Count} functions");
        Assert.Equal(4, image.Instructions.Length);
        Assert.True(duration < LongestLoad, $"{duration}");
        Assert.True(allocated < 256 << 20, $"{allocated} bytes");
    }

    [Fact]
    public void Load_reads_a_million_symbols_and_no_more()
    {
        byte[] file = ManySymbols(Million + 100, [.. "f\0"u8], i => 0, i => 4 * (uint)i);
        Assert.Equal(Million, ElfLoader.Load(file).Symbols.Functions.Count);
    }

    private static byte[] With(Action<ElfBuilder> change)
    {
        ElfBuilder builder = Builder();
        change(builder);
        return builder.Build();
    }

    private static byte[] WithSectionField(int section, params (int Field, uint Value)[] fields)
    {
        byte[] file = Build();
        int header = (int)file.WordAt(ElfBuilder.OffsetOfSectionHeaderOffset) + section * ElfBuilder.SectionHeaderSize;
        foreach ((int field, uint value) in fields)
        {
            file.PatchWord(header + 4 * field, value);
        }

        return file;
    }

    /// <summary>The sample with its own .symtab and .strtab bodies appended and the section headers pointed at them.</summary>
    private static byte[] ManySymbols(int count, byte[] strings, Func<int, int> name, Func<int, uint> address)
    {
        byte[] sample = Build();
        var file = new byte[sample.Length + count * ElfBuilder.SymbolSize + strings.Length];
        sample.CopyTo(file, 0);
        for (int i = 0; i < count; i++)
        {
            int at = sample.Length + i * ElfBuilder.SymbolSize;
            file.PatchWord(at, (uint)name(i));
            file.PatchWord(at + 4, address(i));
            file[at + 12] = ElfSymbol.GlobalFunction;
            file[at + 14] = 1;
        }

        strings.CopyTo(file, file.Length - strings.Length);
        int headers = (int)file.WordAt(ElfBuilder.OffsetOfSectionHeaderOffset);
        Section(SymbolSection, sample.Length, count * ElfBuilder.SymbolSize);
        Section(StringSection, file.Length - strings.Length, strings.Length);
        return file;

        void Section(int index, int offset, int size)
        {
            file.PatchWord(headers + index * ElfBuilder.SectionHeaderSize + 4 * FieldOfOffset, (uint)offset);
            file.PatchWord(headers + index * ElfBuilder.SectionHeaderSize + 4 * FieldOfSize, (uint)size);
        }
    }
}
