// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

/// <summary>One proof of the fibonacci guest for n = 1000, made by <c>pico prove</c> and shared by tests that change or check it.</summary>
public sealed class ProvenFibonacci : IDisposable
{
    /// <summary>n = 1000, as hex.</summary>
    public const string Input = "0xe8030000";

    public const ulong Cycles = 14253;

    private readonly TemporaryFolder _folder = new();

    public ProvenFibonacci()
    {
        ProofFile = _folder.Path("fibonacci.pico");
        TimelineFile = _folder.Path("timeline.json");
        CommandRun run = CommandRun.Of(
            "prove", "--elf", Guests.Fibonacci, "--input", Input, "-o", ProofFile, "--timeline", TimelineFile, "--progress", "json", "--json", "-v");
        Assert.True(run.ExitCode == 0, run.Error);
        (Report, Error) = (run.Json(), run.Error);
        VkeyDigest = Report.GetProperty("vkeyDigest").GetString()!;
    }

    public string ProofFile { get; }

    public string TimelineFile { get; }

    /// <summary>The object on standard output.</summary>
    public JsonElement Report { get; }

    /// <summary>What stood on standard error.</summary>
    public string Error { get; }

    public string VkeyDigest { get; }

    public void Dispose() => _folder.Dispose();
}
