// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Assembler;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Cli.Tests.Commands;

/// <summary>What keeps a run from being proved: a typed error, and no file that looks like a proof.</summary>
public sealed class ProveFailureTests : WithoutProof
{
    [Fact]
    public void Prove_guest_that_fails_ends_with_3() => AssertFails(3, "PICO-3002", Guests.Fibonacci, "--input", "0x01");

    [Fact]
    public void Prove_guest_without_input_ends_with_3() => AssertFails(3, "PICO-3012", Guests.Fibonacci);

    [Fact]
    public void Prove_guest_that_commits_nothing_ends_with_3()
    {
        var code = new CodeBuilder();
        code.Li(T0, 0).Li(A0, 0).Ecall();
        AssertFails(3, "PICO-3019", Folder.Write("silent.elf", ElfBuilder.FromCode(code).Build()));
    }

    [Fact]
    public void Prove_past_the_cycle_limit_ends_with_11() =>
        AssertFails(11, "PICO-11001", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "--cycles-limit", $"{ProvenFibonacci.Cycles - 1}");

    [Fact]
    public void Prove_with_too_little_memory_ends_with_6_and_says_how_much_it_needs()
    {
        JsonElement error = AssertFails(6, "PICO-6002", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "--memory-limit", "64MiB");
        Assert.Equal(64 << 20, error.GetProperty("haveBytes").GetInt64());
        Assert.True(error.GetProperty("needBytes").GetInt64() > 64 << 20);
    }

    [Fact]
    public void Prove_with_another_key_expected_ends_with_7_before_the_guest_runs()
    {
        CommandRun run = Run(Guests.Fibonacci, "--input", ProvenFibonacci.Input, "--expect-vkey", "0x" + new string('a', 64));
        run.AssertFails(7, "PICO-7002");
        Assert.DoesNotContain("fibonacci(1000)", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0x1234")]
    [InlineData("0xzz")]
    public void Prove_with_a_bad_expected_key_ends_with_10(string key) =>
        AssertFails(10, "PICO-10011", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "--expect-vkey", key);

    [Fact]
    public void Prove_file_that_is_no_elf_ends_with_10() => AssertFails(10, "PICO-10001", Guests.FibonacciInput);

    [Fact]
    public void Prove_into_an_absent_folder_ends_with_10_before_the_guest_runs()
    {
        CommandRun run = CommandRun.Of("prove", "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "-o", Folder.Path("absent/proof.pico"));
        run.AssertFails(10, "PICO-10007");
        Assert.DoesNotContain("fibonacci(1000)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Prove_over_a_folder_ends_with_10() =>
        CommandRun.Of("prove", "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "-o", Folder.FullName).AssertFails(10, "PICO-10007");

    [Fact]
    public void Prove_onto_a_full_disk_ends_with_11()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "no /dev/full on this system");
        CommandRun.Of("prove", "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "-o", "/dev/full").AssertFails(11, "PICO-11005");
    }

    [Fact]
    public void Prove_with_a_file_as_resume_folder_ends_with_11() =>
        AssertFails(11, "PICO-11003", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "--resume", Folder.Write("taken", [1]));

    [Fact]
    public void Prove_cancelled_before_it_begins_ends_with_8()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var context = new CommandContext { Output = TextWriter.Null, Error = TextWriter.Null, OpenInput = () => Stream.Null, Cancellation = source.Token };
        CommandRun run = CommandRun.In(context, "prove", "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "-o", Output, "--json");
        run.AssertFails(8, "PICO-8001");
        Assert.Equal("PICO-8001", run.Json().GetProperty("error").GetProperty("code").GetString());
    }

    private CommandRun Run(string elf, params string[] more) => CommandRun.Of(["prove", "--elf", elf, "-o", Output, "--json", .. more]);

    private JsonElement AssertFails(int exitCode, string code, string elf, params string[] more)
    {
        CommandRun run = Run(elf, more);
        run.AssertFails(exitCode, code);
        JsonElement error = run.Json().GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        return error;
    }
}
