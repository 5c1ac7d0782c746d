// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Assembler;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Cli.Tests.Commands;

/// <summary>Each class of failure: its exit code, its text, and its one object.</summary>
public sealed class ExecuteFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Execute_missing_file_ends_with_10() =>
        AssertFails(10, "PICO-10007", "execute", "--elf", _folder.Path("absent.elf"));

    [Fact]
    public void Execute_folder_as_file_ends_with_10() =>
        AssertFails(10, "PICO-10007", "execute", "--elf", _folder.FullName);

    [Fact]
    public void Execute_missing_input_file_ends_with_10() =>
        AssertFails(10, "PICO-10007", "execute", "--elf", Guests.Fibonacci, "--input", _folder.Path("absent.bin"));

    [Theory]
    [InlineData("0xe803000")]
    [InlineData("0xe80300zz")]
    [InlineData("0x 1")]
    public void Execute_bad_hex_ends_with_10(string input) =>
        AssertFails(10, "PICO-10006", "execute", "--elf", Guests.Fibonacci, "--input", input);

    [Fact]
    public void Execute_empty_hex_is_an_empty_element() =>
        AssertFails(3, "PICO-3002", "execute", "--elf", Guests.Fibonacci, "--input", "0x"); // the guest wants 4 bytes

    [Fact]
    public void Execute_file_that_is_no_elf_ends_with_10() =>
        AssertFails(10, "PICO-10001", "execute", "--elf", Guests.FibonacciInput);

    [Fact]
    public void Execute_elf_cut_short_ends_with_10()
    {
        byte[] elf = File.ReadAllBytes(Guests.Fibonacci);
        AssertFails(10, "PICO-10003", "execute", "--elf", _folder.Write("cut.elf", elf[..(elf.Length / 4)]));
    }

    [Fact]
    public void Execute_past_the_cycle_limit_ends_with_11()
    {
        JsonElement error = AssertFails(11, "PICO-11001", "execute", "--elf", Guests.Fibonacci, "--input", "0xe8030000", "--cycles-limit", $"{ProvenFibonacci.Cycles - 1}");
        Assert.Equal(ProvenFibonacci.Cycles - 1, error.GetProperty("limit").GetUInt64());
        Assert.Equal(0, CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0xe8030000", "--cycles-limit", $"{ProvenFibonacci.Cycles}").ExitCode);
    }

    [Fact]
    public void Execute_guest_that_exits_non_zero_ends_with_3_and_still_reports()
    {
        CommandRun run = CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0x01", "--json");
        run.AssertFails(3, "PICO-3002");
        JsonElement report = run.Json();
        Assert.Equal(1, report.GetProperty("exitCode").GetInt32());
        Assert.True(report.GetProperty("cycles").GetInt64() > 0);
        JsonElement error = report.GetProperty("error");
        Assert.Equal(1, error.GetProperty("exitCode").GetInt32());
        Assert.Contains("pico_halt", error.GetProperty("symbol").GetString(), StringComparison.Ordinal);
        Assert.Matches("^0x[0-9a-f]{8}$", error.GetProperty("pc").GetString());
    }

    [Fact]
    public void Execute_expected_exit_code_is_success()
    {
        Assert.Equal(0, CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0x01", "--expect-exit", "1").ExitCode);
        CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0x01", "--expect-exit", "2").AssertFails(3, "PICO-3018");
        CommandRun.Of("execute", "--elf", Guests.Fibonacci, "--input", "0xe8030000", "--expect-exit", "1").AssertFails(3, "PICO-3018");
    }

    [Fact]
    public void Execute_guest_without_input_ends_with_3()
    {
        JsonElement error = AssertFails(3, "PICO-3012", "execute", "--elf", Guests.Fibonacci);
        Assert.True(error.GetProperty("cycle").GetInt64() > 0);
    }

    [Fact]
    public void Execute_cancelled_ends_with_8()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var context = new CommandContext { Output = TextWriter.Null, Error = TextWriter.Null, OpenInput = () => Stream.Null, Cancellation = source.Token };
        CommandRun run = CommandRun.In(context, "execute", "--elf", Guests.Quicksort, "--input", Guests.Input("quicksort.bin"), "--json");
        run.AssertFails(8, "PICO-8001");
        Assert.Equal("PICO-8001", run.Json().GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public void Execute_out_of_memory_ends_with_6() => WithInput(() => throw new InsufficientMemoryException()).AssertFails(6, "PICO-6001");

    [Fact]
    public void Execute_unexpected_failure_ends_with_1_and_shows_no_stack()
    {
        CommandRun run = WithInput(() => throw new InvalidOperationException("broken on purpose"));
        run.AssertFails(1, "PICO-1001");
        Assert.Contains("broken on purpose", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        CommandRun detailed = WithInput(() => throw new InvalidOperationException("broken on purpose"), "-v");
        Assert.Contains("   at ", detailed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_stdin_that_fails_ends_with_10() => WithInput(() => throw new IOException("gone")).AssertFails(10, "PICO-10007");

    [Theory]
    [InlineData("--json")]
    [InlineData("--report=text")]
    public void Execute_output_that_cannot_be_written_ends_with_10(string form)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "no /dev/full on this system");
        using var error = new StringWriter();
        using var device = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var full = new StreamWriter(device) { AutoFlush = true };
        var context = new CommandContext { Output = full, Error = error, OpenInput = () => Stream.Null };
        int exitCode = PicoCommand.Run(["execute", "--elf", Guests.Fibonacci, "--input", "0xe8030000", form], context);
        Assert.Equal(10, exitCode);
        Assert.Contains("error PICO-10007 ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_wrong_digest_is_warned_about()
    {
        var code = new CodeBuilder();
        code.Li(T0, 0x10).Li(A0, 0).Li(A1, 1).Ecall(); // COMMIT word 0 alone
        code.Li(T0, 0).Li(A0, 0).Ecall();
        CommandRun run = CommandRun.Of("execute", "--elf", _folder.Write("commit.elf", ElfBuilder.FromCode(code).Build()));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("warning: only 1 of the 8 words", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_guest_without_commitments_is_not_warned_about()
    {
        var code = new CodeBuilder();
        code.Li(T0, 0).Li(A0, 0).Ecall();
        CommandRun run = CommandRun.Of("execute", "--elf", _folder.Write("silent.elf", ElfBuilder.FromCode(code).Build()));
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void Execute_guest_text_and_names_cannot_steer_the_terminal()
    {
        const string Text = "a\tb\u001b]0;title\u0007\u009b2J\u007f\ncycle-tracker-start: r\u001b[1m\ncycle-tracker-end: r\u001b[1m\n";
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(Text);
        var code = new CodeBuilder();
        code.Li(T0, 2).Li(A0, 1).Li(A1, 0x0030_0000).Li(A2, (uint)bytes.Length).Ecall();
        code.Ebreak();
        byte[] elf = ElfBuilder.FromCode(code).AddData(0x0030_0000, bytes).AddSymbol("main\u001b[31m", code.BaseAddress).Build();
        CommandRun run = CommandRun.Of("execute", "--elf", _folder.Write("escape.elf", elf), "-v");
        run.AssertFails(3, "PICO-3007");
        Assert.Contains("a\tb\\x1b]0;title\\x07\\x9b2J\\x7f", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Output + run.Error, character => char.IsControl(character) && character is not ('\n' or '\r' or '\t'));
    }

    private static CommandRun WithInput(Func<Stream> open, params string[] more) => CommandRun.In(
        new CommandContext { Output = TextWriter.Null, Error = TextWriter.Null, OpenInput = open },
        ["execute", "--elf", Guests.Fibonacci, "--input", "-", .. more]);

    /// <summary>Runs twice, for the text and for the object, and returns <c>error</c>.</summary>
    private static JsonElement AssertFails(int exitCode, string code, params string[] arguments)
    {
        CommandRun text = CommandRun.Of(arguments);
        text.AssertFails(exitCode, code);
        CommandRun json = CommandRun.Of([.. arguments, "--json"]);
        Assert.Equal(exitCode, json.ExitCode);
        JsonElement error = json.Json().GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        foreach (string member in (string[])["name", "message", "cause", "remedy"])
        {
            Assert.NotEqual("", error.GetProperty(member).GetString());
        }

        return error;
    }
}
