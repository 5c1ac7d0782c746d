// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Assembler;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Cli.Tests.Profiles;

public sealed class ProfileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pprof_is_what_its_readers_expect()
    {
        (PprofReader profile, JsonElement report) = Profile(Guests.Quicksort, "--input", Guests.QuicksortInput);
        Assert.Equal("", profile.FirstString);
        Assert.Equal(["cycles/count"], profile.SampleTypes);
        Assert.Equal("cycles", profile.DefaultSampleType);
        Assert.Equal(2, profile.PeriodType.Count);
        Assert.Equal("quicksort.elf", profile.MappingFile);
        Assert.Equal(report.GetProperty("programSha256").GetString(), "0x" + profile.BuildId);
        Assert.True(profile.HasFunctions);
        Assert.All(profile.Locations.Values, location =>
        {
            Assert.True(location.IsMapped);
            Assert.InRange(location.Address, profile.MappingStart, profile.MappingLimit - 1);
        });
        Assert.DoesNotContain(0ul, profile.Locations.Keys);
    }

    [Fact]
    public void Pprof_of_quicksort_has_its_call_structure()
    {
        (PprofReader profile, _) = Profile(Guests.Quicksort, "--input", Guests.QuicksortInput);
        Assert.Contains(profile.Samples, sample => sample.Stack is ["quicksort", "main", "_start"]);
        Assert.Contains(profile.Samples, sample => sample.Stack is ["quicksort", "quicksort", "main", "_start"]);
        Assert.All(profile.Samples, sample => Assert.Equal("_start", sample.Stack[^1]));

        // Start-up code ends with a jump to the function that halts.
        Assert.Contains(profile.Samples, sample => sample.Stack is ["pico_halt", "_start"]);

        // Recursion into the smaller part alone: at most log2(1000) calls deep.
        Assert.InRange(profile.Samples.Max(sample => sample.Stack.Count(function => function == "quicksort")), 2, 10);
    }

    /// <summary>The flat table is made of instruction counts, the profile of jumps: two ways to one result.</summary>
    [Theory]
    [InlineData("fibonacci", "fibonacci.bin")]
    [InlineData("sha256", "sha256.bin")]
    [InlineData("keccak", "keccak.bin")]
    [InlineData("quicksort", "quicksort-small.bin")]
    [InlineData("precompiles", null)]
    public void Pprof_cycles_are_those_of_the_instruction_counts(string guest, string? input)
    {
        string[] inputs = input is null ? [] : ["--input", Guests.Input(input)];
        (PprofReader profile, JsonElement report) = Profile(Guests.Elf(guest), inputs);
        Assert.Equal(report.GetProperty("cycles").GetUInt64(), profile.Total);
        Dictionary<string, ulong> counted = report.GetProperty("functions").EnumerateArray()
            .ToDictionary(function => function.GetProperty("name").GetString()!, function => function.GetProperty("cycles").GetUInt64());
        Assert.Equal(counted.OrderBy(entry => entry.Key, StringComparer.Ordinal), profile.Flat().OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a.pb", "b.pb")]
    [InlineData("a.json", "b.json")]
    public void Profile_of_the_same_run_is_the_same_file(string first, string second)
    {
        foreach (string file in (string[])[first, second])
        {
            CommandRun.Of("execute", "--elf", Guests.Quicksort, "--input", Guests.QuicksortInput, "--profile", _folder.Path(file));
        }

        Assert.Equal(File.ReadAllBytes(_folder.Path(first)), File.ReadAllBytes(_folder.Path(second)));
    }

    [Fact]
    public void Profile_changes_nothing_of_the_report()
    {
        (_, JsonElement profiled) = Profile(Guests.Quicksort, "--input", Guests.QuicksortInput);
        JsonElement plain = CommandRun.Of("execute", "--elf", Guests.Quicksort, "--input", Guests.QuicksortInput, "--json").Json();
        foreach (string member in (string[])["cycles", "shards", "publicValues", "touchedWords", "opcodes", "syscalls"])
        {
            Assert.Equal(plain.GetProperty(member).GetRawText(), profiled.GetProperty(member).GetRawText());
        }
    }

    [Fact]
    public void Firefox_profile_is_consistent_and_complete()
    {
        CommandRun run = CommandRun.Of("execute", "--elf", Guests.Quicksort, "--input", Guests.QuicksortInput, "--json", "--profile", _folder.Path("p.json"));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(_folder.Path("p.json")));
        JsonElement meta = document.RootElement.GetProperty("meta");
        Assert.Equal(48, meta.GetProperty("preprocessedProfileVersion").GetInt32());
        int categories = meta.GetProperty("categories").GetArrayLength();
        JsonElement thread = Assert.Single(document.RootElement.GetProperty("threads").EnumerateArray());
        foreach (JsonProperty table in thread.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Object))
        {
            int length = table.Value.GetProperty("length").GetInt32();
            Assert.All(
                table.Value.EnumerateObject().Where(column => column.Value.ValueKind == JsonValueKind.Array),
                column => Assert.True(length == column.Value.GetArrayLength(), $"{table.Name}.{column.Name}"));
        }

        int functions = thread.GetProperty("funcTable").GetProperty("length").GetInt32();
        int stacks = thread.GetProperty("stackTable").GetProperty("length").GetInt32();
        Assert.All(Column(thread, "frameTable", "func"), func => Assert.InRange(func.GetInt32(), 0, functions - 1));
        Assert.All(Column(thread, "funcTable", "name"), name => Assert.InRange(name.GetInt32(), 0, thread.GetProperty("stringArray").GetArrayLength() - 1));
        Assert.All(Column(thread, "stackTable", "category"), category => Assert.InRange(category.GetInt32(), 0, categories - 1));
        Assert.All(Column(thread, "samples", "stack"), stack => Assert.InRange(stack.GetInt32(), 0, stacks - 1));
        JsonElement[] prefixes = Column(thread, "stackTable", "prefix");
        for (int i = 0; i < prefixes.Length; i++)
        {
            Assert.True(i == 0 ? prefixes[i].ValueKind == JsonValueKind.Null : prefixes[i].GetInt32() < i);
        }

        Assert.Equal(
            run.Json().GetProperty("cycles").GetUInt64(),
            Column(thread, "samples", "weight").Aggregate(0ul, (sum, weight) => sum + weight.GetUInt64()));
    }

    [Fact]
    public void Firefox_profile_has_the_stacks_of_the_pprof_file()
    {
        (PprofReader pprof, _) = Profile(Guests.Quicksort, "--input", Guests.QuicksortInput);
        CommandRun.Of("execute", "--elf", Guests.Quicksort, "--input", Guests.QuicksortInput, "--profile", _folder.Path("p.json"));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(_folder.Path("p.json")));
        JsonElement thread = document.RootElement.GetProperty("threads")[0];
        JsonElement[] prefixes = Column(thread, "stackTable", "prefix");
        JsonElement[] frames = Column(thread, "stackTable", "frame");
        string[] names = [.. thread.GetProperty("stringArray").EnumerateArray().Select(name => name.GetString()!)];
        IEnumerable<(string, ulong)> samples = Column(thread, "samples", "stack")
            .Zip(Column(thread, "samples", "weight"), (stack, weight) => (Stack(stack), weight.GetUInt64()));
        Assert.Equal(pprof.Samples.Select(sample => (string.Join(';', sample.Stack), sample.Cycles)), samples);

        string Stack(JsonElement stack)
        {
            var functions = new List<string>();
            for (; stack.ValueKind != JsonValueKind.Null; stack = prefixes[stack.GetInt32()])
            {
                functions.Add(names[frames[stack.GetInt32()].GetInt32()]);
            }

            return string.Join(';', functions);
        }
    }

    [Fact]
    public void Profile_of_a_run_that_fails_is_written_to_the_failure()
    {
        CommandRun run = CommandRun.Of(
            "execute", "--elf", Guests.Quicksort, "--input", Guests.QuicksortInput, "--cycles-limit", "50000", "--profile", _folder.Path("p.pb"), "--json");
        run.AssertFails(11, "PICO-11001");
        var profile = new PprofReader(File.ReadAllBytes(_folder.Path("p.pb")));
        Assert.Equal(run.Json().GetProperty("error").GetProperty("cycle").GetUInt64(), profile.Total);
        Assert.Contains("quicksort", profile.Flat().Keys);
    }

    [Fact]
    public void Profile_of_a_run_that_is_cancelled_is_written_all_the_same()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var context = new CommandContext { Output = TextWriter.Null, Error = TextWriter.Null, OpenInput = () => Stream.Null, Cancellation = source.Token };
        CommandRun.In(context, "execute", "--elf", Guests.Quicksort, "--input", Guests.Input("quicksort.bin"), "--profile", _folder.Path("p.pb"))
            .AssertFails(8, "PICO-8001");
        Assert.True(new PprofReader(File.ReadAllBytes(_folder.Path("p.pb"))).Total > 0);
    }

    [Fact]
    public void Profile_onto_a_full_device_ends_with_10()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "no /dev/full on this system");
        string link = _folder.Path("p.json");
        File.CreateSymbolicLink(link, "/dev/full");
        CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0xe8030000", "--profile", link).AssertFails(10, "PICO-10007");
    }

    [Fact]
    public void Profile_into_a_missing_folder_ends_with_10() =>
        CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0xe8030000", "--profile", _folder.Path("absent/p.pb")).AssertFails(10, "PICO-10007");

    [Fact]
    public void Pprof_tail_call_takes_the_place_of_the_caller()
    {
        var code = new CodeBuilder();
        Label first = new(), second = new();
        code.Call(first).Li(T0, 0).Li(A0, 0).Ecall(); // _start: 4
        code.Bind(first);
        code.Nop().J(second); // first: 2, then goes on as second
        code.Bind(second);
        code.Nop().Nop().Ret(); // second: 3
        (PprofReader profile, _) = Profile(Write(code, ("_start", 0), ("first", 4), ("second", 6)));
        Assert.Equal(
            [("_start", 4ul), ("first;_start", 2ul), ("second;_start", 3ul)],
            profile.Samples.Select(sample => (string.Join(';', sample.Stack), sample.Cycles)));
    }

    [Fact]
    public void Pprof_return_over_several_calls_unwinds_them()
    {
        var code = new CodeBuilder();
        Label outer = new(), inner = new();
        code.Call(outer).Nop().Li(T0, 0).Li(A0, 0).Ecall(); // _start: 5
        code.Bind(outer);
        code.Mv(S0, Ra).Call(inner).Nop(); // outer: 2, is never returned to
        code.Bind(inner);
        code.Mv(Ra, S0).Ret(); // inner: 2, returns to _start
        (PprofReader profile, _) = Profile(Write(code, ("_start", 0), ("outer", 5), ("inner", 8)));
        Assert.Equal(
            [("_start", 5ul), ("outer;_start", 2ul), ("inner;outer;_start", 2ul)],
            profile.Samples.Select(sample => (string.Join(';', sample.Stack), sample.Cycles)));
    }

    [Fact]
    public void Pprof_recursion_without_end_loses_no_cycle()
    {
        // 3000 calls deep, then back: more than a profile follows.
        var code = new CodeBuilder();
        Label recurse = new(), deepest = new();
        code.Li(Sp, 0x100000).Li(A1, 3000).Call(recurse).Li(T0, 0).Li(A0, 0).Ecall();
        int start = code.Count;
        code.Bind(recurse);
        code.Addi(Sp, Sp, -4).Sw(Ra, 0, Sp).Addi(A1, A1, -1).Beq(A1, Zero, deepest).Call(recurse);
        code.Bind(deepest);
        code.Lw(Ra, 0, Sp).Addi(Sp, Sp, 4).Ret();
        (PprofReader profile, JsonElement report) = Profile(Write(code, ("_start", 0), ("recurse", start)));
        Assert.Equal(report.GetProperty("cycles").GetUInt64(), profile.Total);
        Assert.Equal(1024, profile.Samples.Max(sample => sample.Stack.Length));
        Assert.Equal((ulong)start, profile.Flat()["_start"]);
    }

    [Fact]
    public void Pprof_program_without_symbols_names_addresses()
    {
        var code = new CodeBuilder();
        Label called = new();
        code.Call(called).Li(T0, 0).Li(A0, 0).Ecall();
        code.Bind(called);
        code.Nop().Ret();
        (PprofReader profile, _) = Profile(Write(code));
        Assert.Equal(
            [("0x00200800", 4ul), ("0x00200810;0x00200800", 2ul)],
            profile.Samples.Select(sample => (string.Join(';', sample.Stack), sample.Cycles)));
    }

    private static JsonElement[] Column(JsonElement thread, string table, string column) =>
        [.. thread.GetProperty(table).GetProperty(column).EnumerateArray()];

    private string Write(CodeBuilder code, params (string Name, int Index)[] functions)
    {
        ElfBuilder elf = ElfBuilder.FromCode(code);
        for (int i = 0; i < functions.Length; i++)
        {
            int end = i + 1 < functions.Length ? functions[i + 1].Index : code.Count;
            elf.AddSymbol(functions[i].Name, code.BaseAddress + 4 * (uint)functions[i].Index, 4 * (uint)(end - functions[i].Index));
        }

        return _folder.Write("guest.elf", elf.Build());
    }

    private (PprofReader Profile, JsonElement Report) Profile(string elf, params string[] arguments)
    {
        CommandRun run = CommandRun.Of(["execute", "--elf", elf, "--json", "-v", "--profile", _folder.Path("profile.pb"), .. arguments]);
        Assert.True(run.ExitCode == 0, run.Error);
        return (new PprofReader(File.ReadAllBytes(_folder.Path("profile.pb"))), run.Json());
    }
}
