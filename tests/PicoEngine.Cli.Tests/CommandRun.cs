// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Cli.Devices;
using Xunit;

namespace PicoEngine.Cli.Tests;

/// <summary>One command line and what came of it.</summary>
/// <param name="ExitCode">Of the process.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>The machine of most tests has no GPUs, whatever this one has.</summary>
    public static readonly NvidiaLibraries NoGpus = new("/nowhere/libcuda.so.1", "/nowhere/libnvidia-ml.so.1");

    /// <summary>A world of no input whose output goes nowhere.</summary>
    public static CommandContext World(NvidiaLibraries libraries) => new()
    {
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        OpenInput = () => Stream.Null,
        Nvidia = libraries,
        Cancellation = TestContext.Current.CancellationToken,
    };

    public static CommandRun Of(params string[] arguments) => On(NoGpus, arguments);

    /// <summary>With this standard input.</summary>
    public static CommandRun With(Stream input, params string[] arguments) => In(World(NoGpus) with { OpenInput = () => input }, arguments);

    /// <summary>With these libraries of NVIDIA.</summary>
    public static CommandRun On(NvidiaLibraries libraries, params string[] arguments) => In(World(libraries), arguments);

    /// <summary>In <paramref name="context"/>, its writers replaced.</summary>
    public static CommandRun In(CommandContext context, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = PicoCommand.Run(arguments, context with { Output = output, Error = error });
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The object that standard output must be, and nothing before or after it.</summary>
    public JsonElement Json()
    {
        using JsonDocument document = JsonDocument.Parse(Output);
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
        return document.RootElement.Clone();
    }

    /// <summary>Checks exit code and error code in text and returns standard error.</summary>
    public void AssertFails(int exitCode, string code)
    {
        Assert.True(exitCode == ExitCode, $"exit code {ExitCode}: {Error}");
        Assert.Contains($"error {code} ", Error, StringComparison.Ordinal);
        Assert.Contains("\n  cause: ", Error, StringComparison.Ordinal);
        Assert.Contains("\n  remedy: ", Error, StringComparison.Ordinal);
    }
}
