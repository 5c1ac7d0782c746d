// SPDX-License-Identifier: MIT OR Apache-2.0

using Xunit;

namespace PicoEngine.RiscV.Tests.Elf;

/// <summary>
/// Coverage-guided fuzzing of the ELF loader with afl-fuzz: what loads is run for 10,000 cycles, and only a
/// <c>PicoException</c> may come out, of at most 256 MiB of managed memory.
/// </summary>
public sealed class ElfFuzzTests(ITestOutputHelper output)
{
    private const string LongRun = "long run: ./build.sh test --long";
    private const long FewestExecutions = 100_000;

    // The whole loader and the executor's common paths are about 1500 edges; without feedback or past a refusal there are few.
    private const long FewestEdges = 800;

    [Fact]
    public void Fuzz_of_the_loader_for_a_minute_finds_no_crash() => Fuzz(TimeSpan.FromMinutes(1));

    [Fact]
    public void Fuzz_of_the_loader_for_an_hour_finds_no_crash()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PICO_TEST_LONG") == "1", LongRun);
        Fuzz(TimeSpan.FromHours(1));
    }

    [Fact]
    public void Fuzz_finds_a_planted_mistake_within_seconds()
    {
        using var session = new AflSession("planted", ElfFuzzSeeds.All);
        session.Fuzz(TimeSpan.FromMinutes(2), ("AFL_BENCH_UNTIL_CRASH", "1"));
        output.WriteLine($"found after {session.Executions} inputs, {session.Duration.TotalSeconds} s");
        string crash = Assert.Single(session.Crashes);
        Assert.Contains("the planted mistake", session.Describe(crash), StringComparison.Ordinal);
    }

    private void Fuzz(TimeSpan duration)
    {
        using var session = new AflSession("elf", ElfFuzzSeeds.All.Append(new("fibonacci", ElfFuzzSeeds.Guest)));
        session.Fuzz(duration);
        output.WriteLine($"{session.Executions} inputs in {session.Duration.TotalSeconds} s, {session.Edges} edges, {session.Crashes.Count} crashes");
        Assert.True(session.Crashes.Count == 0, string.Join("\n\n", session.Crashes.Take(5).Select(session.Describe)));
        Assert.True(session.Executions >= FewestExecutions, $"{session.Executions} inputs");
        Assert.True(session.Edges >= FewestEdges, $"{session.Edges} edges");
    }
}
