// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Cli.Inputs;
using Xunit;

namespace PicoEngine.Cli.Tests.Inputs;

/// <summary>The process itself, with standard input as shells may leave it.</summary>
public sealed class StandardInputTests
{
    [Theory]
    [InlineData("pos:\t0\nflags:\t02000000\nmnt_id:\t16\n", false)]
    [InlineData("pos:\t0\nflags:\t0100000\nmnt_id:\t16\n", true)]
    [InlineData("pos:\t0\nflags:\t02100002\n", false)]
    [InlineData("", true)]
    public void IsInherited_reads_the_flags(string information, bool expected) =>
        Assert.Equal(expected, StandardInput.IsInherited(information));

    [Theory]
    [InlineData("<&-", 10, "standard input cannot be read: it is closed")]
    [InlineData("< /dev/null", 3, "")]
    [InlineData("< \"$1\"", 0, "")]
    public async Task Execute_ends_whatever_standard_input_is(string redirection, int exitCode, string message)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "descriptors are looked at on Linux only");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardError = true, RedirectStandardOutput = true };
        string command = $"exec dotnet \"$2\" execute --elf \"$3\" --input - {redirection}";
        foreach (string argument in (string[])["-c", command, "sh", Guests.FibonacciInput, Path.Combine(AppContext.BaseDirectory, "pico.dll"), Guests.Fibonacci])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            string error = await process.StandardError.ReadToEndAsync(limit.Token);
            await output;
            await process.WaitForExitAsync(limit.Token);
            Assert.Contains(message, error, StringComparison.Ordinal);
            Assert.Equal(exitCode, process.ExitCode);
        }
        finally
        {
            process.Kill();
        }
    }
}
