// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

/// <summary>One proof of the committed block, made by <c>pico prove-block</c> and shared by tests that change or check it.</summary>
public sealed class ProvenBlock : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProvenBlock()
    {
        ProofFile = _folder.Path("block.pico");
        CommandRun run = CommandRun.Of("prove-block", Blocks.Small, "-o", ProofFile, "--progress", "json", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        (Report, Error) = (run.Json(), run.Error);
        VkeyDigest = Report.GetProperty("vkeyDigest").GetString()!;
    }

    public string ProofFile { get; }

    /// <summary>The object on standard output.</summary>
    public JsonElement Report { get; }

    /// <summary>What stood on standard error.</summary>
    public string Error { get; }

    public string VkeyDigest { get; }

    public void Dispose() => _folder.Dispose();
}
