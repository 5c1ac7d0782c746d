// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;
using PicoEngine.Ethereum.Chains;
using PicoEngine.Executor.Tests;
using Xunit;

namespace PicoEngine.Ethereum.Tests.Chains;

public sealed partial class ChainTableTests
{
    [Fact]
    public void ForkOf_agrees_with_the_guests_table_at_every_border()
    {
        string rules = File.ReadAllText(RepositoryFiles.FullPath("native/guests/ethereum-block/src/block/rules.cpp"));
        MatchCollection chains = ChainLine().Matches(rules);
        Assert.Equal(3, chains.Count);
        foreach (Match chain in chains)
        {
            ulong id = Number(chain.Groups[1].Value);
            ulong paris = Number(chain.Groups[2].Value);
            ulong[] activations = [.. chain.Groups[3].Value.Split(',').Select(Number)];
            Assert.NotNull(ChainTable.NameOf(id));
            for (int i = 0; i < activations.Length; i++)
            {
                Assert.Equal((EthereumFork)activations.Count(start => start <= activations[i]), ChainTable.ForkOf(id, paris, activations[i]));
                if (activations[i] > 0)
                {
                    Assert.Equal((EthereumFork)i, ChainTable.ForkOf(id, paris, activations[i] - 1));
                }
            }

            if (paris > 0)
            {
                Assert.Null(ChainTable.ForkOf(id, paris - 1, activations[0] - 1));
            }
        }

        static ulong Number(string text) => ulong.Parse(text.Trim(), CultureInfo.InvariantCulture);
    }

    [Fact]
    public void ForkOf_unknown_chain_is_none()
    {
        Assert.Null(ChainTable.NameOf(10));
        Assert.Null(ChainTable.ForkOf(10, ulong.MaxValue, ulong.MaxValue));
    }

    [GeneratedRegex(@"\{ (\d+), (\d+), \{ ([\d, ]+) \} \}")]
    private static partial Regex ChainLine();
}
