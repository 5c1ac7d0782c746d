// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Ethereum.Chains;

/// <summary>When the forks of known chains begin: the same table as the block guest's (src/block/rules.cpp).</summary>
internal static class ChainTable
{
    // Timestamps of Shanghai, Cancun, Prague, Osaka, BPO1, BPO2. Sources: EIP-6953, 4895, 7569, 7600, 7607, 7892 and the
    // chain configurations of the execution clients.
    private static readonly Chain[] Chains =
    [
        new(1, "mainnet", 15537394, [1681338455, 1710338135, 1746612311, 1764798551, 1765290071, 1767747671]),
        new(11155111, "sepolia", 1450409, [1677557088, 1706655072, 1741159776, 1760427360, 1761017184, 1761607008]),
        new(560048, "hoodi", 0, [0, 0, 1742999832, 1761677592, 1762365720, 1762955544]),
    ];

    /// <summary>The name of a known chain; null for any other.</summary>
    public static string? NameOf(ulong chainId) => Find(chainId)?.Name;

    /// <summary>Known chains in words.</summary>
    public static string Known => string.Join(", ", Chains.Select(chain => $"{chain.Id} ({chain.Name})"));

    /// <summary>The rules at a block; null before Paris and on unknown chains.</summary>
    public static EthereumFork? ForkOf(ulong chainId, ulong number, ulong timestamp)
    {
        if (Find(chainId) is not { } chain)
        {
            return null;
        }

        int active = chain.Activations.Count(start => timestamp >= start);
        return active == 0 && number < chain.ParisBlock ? null : (EthereumFork)active;
    }

    private static Chain? Find(ulong chainId) => Array.Find(Chains, chain => chain.Id == chainId);

    private sealed record Chain(ulong Id, string Name, ulong ParisBlock, ulong[] Activations);
}
