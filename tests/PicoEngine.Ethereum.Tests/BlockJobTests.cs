// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Security.Cryptography;
using Xunit;

namespace PicoEngine.Ethereum.Tests;

public sealed class BlockJobTests
{
    public static TheoryData<string> ValidNames => [.. Vectors.ValidNames];

    [Theory]
    [MemberData(nameof(ValidNames))]
    public void Create_gives_the_input_and_output_of_the_guests_host_build(string name)
    {
        BlockJob job = EthereumData.Job(name);
        (string input, string output) = Vectors.Of(name);
        Assert.Equal(output, Convert.ToHexStringLower(job.Expected.ToBytes()));
        Assert.Equal(input, Convert.ToHexStringLower(SHA256.HashData(job.GuestInput.Span)));
    }
}
