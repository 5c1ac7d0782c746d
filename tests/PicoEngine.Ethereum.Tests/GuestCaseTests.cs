// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using PicoEngine.Executor;
using PicoEngine.Executor.Tests;
using Xunit;

namespace PicoEngine.Ethereum.Tests;

/// <summary>The block guest in the machine against the same sources built for the host.</summary>
public sealed class GuestCaseTests
{
    [Fact]
    public void Execute_gives_the_output_of_the_host_build_for_every_case()
    {
        using GuestProgram program = GuestProgram.Load(BlockGuest.Elf.Span);
        int cases = 0;
        int valid = 0;
        foreach ((string name, byte[] input, byte[] output) in Cases())
        {
            ExecutionReport report = GuestExecutor.Execute(
                program, GuestInput.From(input), new ExecutionOptions { Shards = null }, cancellation: TestContext.Current.CancellationToken);
            Assert.True(report.ExitCode == 0, name);
            Assert.True(report.PublicValues.Span.SequenceEqual(output), $"{name}: {Convert.ToHexStringLower(report.PublicValues.Span)}");
            cases++;
            valid += output[32];
        }

        Assert.Equal(250, cases);
        Assert.InRange(valid, 200, cases - 10);
    }

    private static IEnumerable<(string Name, byte[] Input, byte[] Output)> Cases()
    {
        using FileStream file = File.OpenRead(RepositoryFiles.FullPath("tests/vectors/ethereum/guest-cases.bin.gz"));
        using var content = new GZipStream(file, CompressionMode.Decompress);
        while (ReadPart(content) is { } name)
        {
            yield return (Encoding.UTF8.GetString(name), ReadPart(content)!, ReadPart(content)!);
        }
    }

    /// <summary>Bytes behind their length; null at the end of the file.</summary>
    private static byte[]? ReadPart(Stream content)
    {
        byte[] length = new byte[4];
        if (content.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) == 0)
        {
            return null;
        }

        byte[] part = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        content.ReadExactly(part);
        return part;
    }
}
