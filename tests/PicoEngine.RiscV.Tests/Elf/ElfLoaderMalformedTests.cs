// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Contracts.Errors;
using PicoEngine.RiscV.Elf;
using Xunit;

namespace PicoEngine.RiscV.Tests.Elf;

/// <summary>Files that lie about themselves are refused, with the field and the place, quickly and without much memory.</summary>
public sealed class ElfLoaderMalformedTests(ITestOutputHelper output)
{
    private const int FewestCases = 120;

    // A refusal takes milliseconds; the bound leaves room for a busy machine.
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(2);

    // Reading the text before its first bad word is found, the message, the dictionary: not what the headers ask for.
    private const long MostBytes = 1 << 20;

    private static readonly Dictionary<string, MalformedElf> ByName = MalformedElf.All.ToDictionary(elf => elf.Name);

    public static TheoryData<string> Names => [.. ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_refuses_a_malformed_file_and_names_the_place(string name)
    {
        MalformedElf elf = ByName[name];
        PicoException exception = Assert.Throws<PicoException>(() => ElfLoader.Load(elf.Build()));
        Assert.Equal(elf.Error, exception.Error);
        Assert.Contains(elf.Fragment, exception.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_refuses_every_malformed_file_in_bounded_time_and_memory()
    {
        var refusals = new List<(string Name, TimeSpan Duration, long Bytes)>();
        foreach (MalformedElf elf in ByName.Values)
        {
            byte[] file = elf.Build();
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long started = Stopwatch.GetTimestamp();
            Assert.Throws<PicoException>(() => ElfLoader.Load(file));
            refusals.Add((elf.Name, Stopwatch.GetElapsedTime(started), GC.GetAllocatedBytesForCurrentThread() - allocated));
        }

        foreach ((string name, TimeSpan duration, long bytes) in refusals.OrderByDescending(refusal => refusal.Duration).Take(5))
        {
            output.WriteLine($"{duration.TotalMilliseconds,8:f2} ms {bytes,8} bytes: {name}");
        }

        Assert.True(refusals.Count >= FewestCases, $"{refusals.Count} cases");
        Assert.All(refusals, refusal => Assert.True(refusal.Duration < LongestRefusal, $"{refusal.Name}: {refusal.Duration}"));
        Assert.All(refusals, refusal => Assert.True(refusal.Bytes < MostBytes, $"{refusal.Name}: {refusal.Bytes} bytes"));
    }
}
