// SPDX-License-Identifier: MIT OR Apache-2.0

using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

public sealed class UsageTests
{
    [Theory]
    [InlineData]
    [InlineData("prove")]
    [InlineData("prove", "--elf", "x", "--security", "64")]
    [InlineData("prove", "--elf", "x", "--threads", "0")]
    [InlineData("prove", "--elf", "x", "--memory-limit", "much")]
    [InlineData("prove", "--elf", "x", "--memory-limit", "0GiB")]
    [InlineData("prove", "--elf", "x", "--cycles-limit", "0")]
    [InlineData("prove", "--elf", "x", "--verify", "--no-verify")]
    [InlineData("prove", "--elf", "x", "--mode", "compressed")]
    [InlineData("prove", "--elf", "x", "--input", "0x00", "--input-bincode", "y")]
    [InlineData("estimate")]
    [InlineData("estimate", "--elf", "x", "--threads", "none")]
    [InlineData("estimate", "--elf", "x", "--memory-limit", "-1")]
    [InlineData("verify")]
    [InlineData("verify", "x")]
    [InlineData("verify", "--vkey", "0x00")]
    [InlineData("verify", "--jsno", "--vkey", "0x00")]
    [InlineData("vkey")]
    [InlineData("vkey", "--elf", "x", "--security", "80")]
    [InlineData("execute")]
    [InlineData("execute", "--elf")]
    [InlineData("execute", "--elf", "x", "y")]
    [InlineData("execute", "--elf", "x", "--report", "xml")]
    [InlineData("execute", "--elf", "x", "--progress", "loud")]
    [InlineData("execute", "--elf", "x", "--cycles-limit", "many")]
    [InlineData("execute", "--elf", "x", "--cycles-limit", "0")]
    [InlineData("execute", "--elf", "x", "--cycles-limit", "-1")]
    [InlineData("execute", "--elf", "x", "--shard-cells", "4194303")]
    [InlineData("execute", "--elf", "x", "--expect-exit", "4294967296")]
    [InlineData("execute", "--elf", "x", "--profile", "out.txt")]
    [InlineData("execute", "--elf", "x", "--input", "0x00", "--input-bincode", "y")]
    [InlineData("bench", "gpus")]
    [InlineData("bench", "--format", "xml")]
    [InlineData("bench", "--cycles", "0")]
    [InlineData("bench", "--cycles", "1", "--elf", "x")]
    [InlineData("bench", "--input", "0x00")]
    [InlineData("inspect")]
    [InlineData("inspect", "--jsno")]
    [InlineData("doctor", "x")]
    public void Run_wrong_command_line_ends_with_2(params string[] arguments)
    {
        CommandRun run = CommandRun.Of(arguments);
        run.AssertFails(2, "PICO-2001");
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("execute", "exceute", "--elf", "x")]
    [InlineData("inspect", "inspct", "x")]
    [InlineData("--input", "execute", "--elf", "x", "--inptu", "0x00")]
    public void Run_misspelt_word_is_answered_with_a_suggestion(string meant, params string[] arguments)
    {
        CommandRun run = CommandRun.Of(arguments);
        run.AssertFails(2, "PICO-2001");
        Assert.Contains($"Did you mean {meant}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("execute", "--json")]
    [InlineData("execute", "--report", "json")]
    [InlineData("inspect", "--json")]
    [InlineData("nothing", "--json")]
    public void Run_wrong_command_line_with_json_is_one_object(params string[] arguments)
    {
        CommandRun run = CommandRun.Of(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("usage", run.Json().GetProperty("error").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("execute", "--help")]
    [InlineData("inspect", "-h")]
    [InlineData("doctor", "--help")]
    [InlineData("estimate", "--help")]
    [InlineData("prove", "--help")]
    [InlineData("execute-block", "--help")]
    [InlineData("prove-block", "--help")]
    [InlineData("verify", "--help")]
    [InlineData("vkey", "--help")]
    public void Run_help_is_on_stdout(params string[] arguments)
    {
        CommandRun run = CommandRun.Of(arguments);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void Run_help_offers_the_verbs_that_work_and_no_others()
    {
        string help = CommandRun.Of("--help").Output;
        string[] verbs = [.. help[(help.IndexOf("Commands:", StringComparison.Ordinal) + 9)..]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(' ')[0])];
        Assert.Equal(["execute", "estimate", "prove", "execute-block", "prove-block", "verify", "vkey", "bench", "inspect", "doctor"], verbs);
    }

    [Fact]
    public void Run_at_sign_is_no_response_file()
    {
        CommandRun run = CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "@absent");
        run.AssertFails(10, "PICO-10007");
        Assert.Contains("@absent", run.Error, StringComparison.Ordinal);
    }
}
