// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Inputs;
using Xunit;

namespace PicoEngine.Cli.Tests.Inputs;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("4096B", 4096)]
    [InlineData("8GiB", 8L << 30)]
    [InlineData("8 gib", 8L << 30)]
    [InlineData("1.5GiB", 3L << 29)]
    [InlineData("512MiB", 512L << 20)]
    [InlineData("2GB", 2_000_000_000)]
    [InlineData("64kb", 64_000)]
    public void TryParse_reads_sizes(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out long read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GiB")]
    [InlineData("0")]
    [InlineData("0.1")]
    [InlineData("-1")]
    [InlineData("8GiBs")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("99999999999TiB")]
    public void TryParse_refuses_everything_else(string text) => Assert.False(ByteSize.TryParse(text, out _));
}
