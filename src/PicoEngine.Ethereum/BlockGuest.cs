// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Reflection;

namespace PicoEngine.Ethereum;

/// <summary>The programs of native/guests/ethereum-block, as committed.</summary>
public static class BlockGuest
{
    private static readonly Lazy<byte[]> Block = new(() => Load("ethereum_block.elf"));
    private static readonly Lazy<byte[]> Requests = new(() => Load("ethereum_block_requests.elf"));

    /// <summary>The block guest: a proof of it says whether a block is valid, in the bytes of <see cref="StatelessOutput"/>.</summary>
    public static ReadOnlyMemory<byte> Elf => Block.Value;

    /// <summary>The program that finds a block's execution requests. Nothing is proved with it.</summary>
    public static ReadOnlyMemory<byte> RequestsElf => Requests.Value;

    private static byte[] Load(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not part of this build");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
