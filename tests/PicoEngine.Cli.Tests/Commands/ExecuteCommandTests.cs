// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

public sealed class ExecuteCommandTests
{
    // Cycles as native/guests/README.md states them.
    [Theory]
    [InlineData("fibonacci", "fibonacci.bin", ProvenFibonacci.Cycles)]
    [InlineData("sha256", "sha256.bin", 1_946)]
    [InlineData("keccak", "keccak.bin", 36_605)]
    [InlineData("quicksort", "quicksort-small.bin", 92_701)]
    [InlineData("instructions", null, 293_896)]
    [InlineData("precompiles", null, 63_393)]
    public void Execute_committed_guest_reports_its_cycles(string guest, string? input, ulong cycles)
    {
        string[] inputs = input is null ? [] : ["--input", Guests.Input(input)];
        CommandRun run = CommandRun.Of(["execute", "--elf", Guests.Elf(guest), "--json", .. inputs]);
        Assert.Equal(0, run.ExitCode);
        JsonElement report = run.Json();
        Assert.Equal(cycles, report.GetProperty("cycles").GetUInt64());
        Assert.Equal(0u, report.GetProperty("exitCode").GetUInt32());
        Assert.True(report.GetProperty("digestMatches").GetBoolean());
        Assert.Equal(cycles, Sum(report.GetProperty("opcodes")));
        Assert.Equal(1u, report.GetProperty("syscalls").GetProperty("HALT").GetUInt32());
    }

    [Fact]
    public void Execute_json_has_every_promised_member()
    {
        JsonElement report = CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0xe8030000", "--report", "json").Json();

        // F(1000) and F(1001) modulo 7919, computed apart.
        (uint a, uint b) = (0, 1);
        for (int i = 0; i < 1000; i++)
        {
            (a, b) = (b, (a + b) % 7919);
        }

        string publicValues = "0xe8030000" + Convert.ToHexStringLower([.. BitConverter.GetBytes(a), .. BitConverter.GetBytes(b)]);
        byte[] digest = System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(publicValues[2..]));
        Assert.Equal(publicValues, report.GetProperty("publicValues").GetString());
        Assert.Equal("0x" + Convert.ToHexStringLower(digest), report.GetProperty("publicValuesDigest").GetString());
        Assert.Equal(1, report.GetProperty("shards").GetInt32());
        Assert.True(report.GetProperty("seconds").GetDouble() > 0);
        Assert.True(report.GetProperty("peakMemoryBytes").GetInt64() > 1 << 20);
        Assert.True(report.GetProperty("touchedWords").GetInt64() > 0);
        Assert.Equal(0, report.GetProperty("unconstrainedCycles").GetInt64());
        Assert.Equal(8, report.GetProperty("syscalls").GetProperty("COMMIT").GetInt32());
        Assert.Equal("fibonacci", report.GetProperty("regions")[0].GetProperty("name").GetString());
        Assert.Matches("^0x[0-9a-f]{64}$", report.GetProperty("programSha256").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+", report.GetProperty("engineVersion").GetString());
        Assert.False(report.TryGetProperty("error", out _));
    }

    [Fact]
    public void Execute_text_is_a_summary_of_few_lines()
    {
        CommandRun run = CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0xe8030000");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("14,253 in 1 shard", run.Output, StringComparison.Ordinal);
        Assert.Contains("fibonacci.elf, exit code 0", run.Output, StringComparison.Ordinal);
        Assert.InRange(run.Output.Trim().Split('\n').Length, 5, 10);
    }

    [Fact]
    public void Execute_guest_text_goes_to_stderr()
    {
        CommandRun run = CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0xe8030000");
        Assert.Contains("fibonacci(1000) mod 7919 = ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("mod 7919", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_verbose_adds_tables()
    {
        CommandRun run = CommandRun.Of("execute", "--elf", Guests.Quicksort, "--input", Guests.QuicksortInput, "-v");
        foreach (string heading in (string[])["opcode", "system call", "function", "own cycles", "shard", "LoadWord", "region"])
        {
            Assert.Contains(heading, run.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public void Execute_verbose_json_has_functions_and_shards_that_add_up()
    {
        JsonElement report = CommandRun.Of(
            "execute", "--elf", Guests.Quicksort, "--input", Guests.QuicksortInput, "--json", "-v", "--shard-cells", "4194304").Json();
        ulong cycles = report.GetProperty("cycles").GetUInt64();
        Assert.Equal(cycles, report.GetProperty("functions").EnumerateArray().Aggregate(0ul, (sum, row) => sum + row.GetProperty("cycles").GetUInt64()));
        JsonElement[] shards = [.. report.GetProperty("shardDetails").EnumerateArray()];
        Assert.Equal(report.GetProperty("shards").GetInt32(), shards.Length);
        Assert.Equal(cycles, shards.Aggregate(0ul, (sum, shard) => sum + shard.GetProperty("cycles").GetUInt64()));
        Assert.All(shards, shard => Assert.Equal(shard.GetProperty("cycles").GetUInt64(), Sum(shard.GetProperty("rows"))));
    }

    [Fact]
    public void Execute_smaller_shards_make_more_of_them()
    {
        CommandRun run = CommandRun.Of("execute", "--elf", Guests.Elf("instructions"), "--json", "--shard-cells", "4194304");
        Assert.Equal(293_896u, run.Json().GetProperty("cycles").GetUInt64());
        Assert.True(run.Json().GetProperty("shards").GetInt32() > 1);
    }

    [Fact]
    public void Execute_input_dash_reads_stdin()
    {
        CommandRun run = CommandRun.With(new MemoryStream([0xe8, 3, 0, 0]), "execute", "--elf", Guests.Fibonacci, "--input", "-", "--json");
        Assert.Equal(ProvenFibonacci.Cycles, run.Json().GetProperty("cycles").GetUInt64());
    }

    [Fact]
    public void Execute_stdin_named_twice_is_refused() =>
        CommandRun.With(new MemoryStream([1]), "execute", "--elf", Guests.Fibonacci, "--input", "-", "--input", "-").AssertFails(10, "PICO-10006");

    [Fact]
    public void Execute_repeated_inputs_keep_their_order()
    {
        // The guest reads one element, of 4 bytes.
        Assert.Equal(0, CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0xe8030000", "--input", "0x01").ExitCode);
        CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0x01", "--input", "0xe8030000").AssertFails(3, "PICO-3002");
    }

    [Fact]
    public void Execute_element_left_unread_changes_nothing()
    {
        JsonElement one = CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0xe8030000", "--json").Json();
        JsonElement two = CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0xe8030000", "--input", Guests.QuicksortInput, "--json").Json();
        Assert.Equal(one.GetProperty("publicValues").GetString(), two.GetProperty("publicValues").GetString());
    }

    [Theory]
    [InlineData("plain", "progress: ")]
    [InlineData("json", "{\"event\":\"progress\",\"cycles\":")]
    public void Execute_progress_is_written_to_stderr(string style, string expected)
    {
        // n = 2,000,000: 26 million cycles, and progress comes every 2^24.
        CommandRun run = CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0x80841e00", "--progress", style);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("progress", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_progress_none_is_silent()
    {
        CommandRun run = CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0x80841e00", "--progress", "none");
        Assert.StartsWith("fibonacci(2000000)", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public void Execute_progress_tty_leaves_guest_text_readable_and_stdout_clean()
    {
        CommandRun run = CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0xe8030000", "--progress", "tty", "--json");
        Assert.Contains("fibonacci(1000) mod 7919 = ", run.Error, StringComparison.Ordinal);
        Assert.Equal(ProvenFibonacci.Cycles, run.Json().GetProperty("cycles").GetUInt64());
    }

    private static ulong Sum(JsonElement counts) => counts.EnumerateObject().Aggregate(0ul, (sum, member) => sum + member.Value.GetUInt64());
}
