// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Executor.Precompiles;
using PicoEngine.Executor.Recording;
using Xunit;

namespace PicoEngine.Executor.Tests.Ethereum;

/// <summary>Real blocks: Keccak in software inside a guest, and through the precompile's arithmetic, against published hashes.</summary>
public sealed class BlockHashTests
{
    [Fact]
    public void Keccak_guest_computes_the_hash_of_every_block()
    {
        using GuestProgram program = GuestProgram.Load(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "keccak.elf")));
        using var replayer = new ShardReplayer(program);
        int blocks = 0;
        foreach (string file in EthereumData.BlockFiles)
        {
            using JsonDocument block = EthereumData.Block(file);
            byte[] header = Header(Bytes(block.RootElement.GetProperty("block")));
            ExecutionReport report = GuestExecutor.Execute(program, GuestInput.From(header), cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(0u, report.ExitCode);
            Assert.True(report.DigestMatches);
            Assert.Equal(block.RootElement.GetProperty("hash").GetString(), $"0x{Convert.ToHexStringLower(report.PublicValues.Span)}");
            Assert.Equal(report.Shards[0].Cycles, (ulong)report.Shards[0].Rows.Sum(rows => rows));
            replayer.Replay(report.Shards[0]);
            blocks++;
        }

        Assert.True(blocks >= 21, $"{blocks} blocks");
    }

    [Fact]
    public void Keccak_precompile_finds_the_state_root_among_the_witness_nodes_of_every_block()
    {
        foreach (string file in EthereumData.BlockFiles)
        {
            using JsonDocument block = EthereumData.Block(file);
            string root = block.RootElement.GetProperty("preStateRoot").GetString()!;
            Assert.Contains(
                block.RootElement.GetProperty("executionWitness").GetProperty("state").EnumerateArray(),
                node => $"0x{Convert.ToHexStringLower(Keccak256(Bytes(node)))}" == root);
        }
    }

    /// <summary>The first item of the RLP list that a block is, with its own prefix (yellow paper, appendix B).</summary>
    private static byte[] Header(byte[] block)
    {
        int start = PrefixLength(block[0]);
        int length = 0;
        for (int i = 1; i < PrefixLength(block[start]); i++)
        {
            length = 256 * length + block[start + i];
        }

        return block[start..(start + PrefixLength(block[start]) + length)];

        // Lists of more than 55 bytes: 0xf7 plus the number of length bytes that follow.
        static int PrefixLength(byte first) => first > 0xf7 ? 1 + first - 0xf7 : throw new InvalidDataException("a long RLP list was expected");
    }

    private static byte[] Keccak256(ReadOnlySpan<byte> message)
    {
        const int Rate = 136;
        Span<uint> state = stackalloc uint[KeccakPermutation.StateWords];
        state.Clear();
        Span<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(state);
        while (true)
        {
            int taken = Math.Min(message.Length, Rate);
            for (int i = 0; i < taken; i++)
            {
                bytes[i] ^= message[i];
            }

            if (taken < Rate)
            {
                bytes[taken] ^= 1;
                bytes[Rate - 1] ^= 0x80;
                KeccakPermutation.Permute(state);
                return bytes[..32].ToArray();
            }

            KeccakPermutation.Permute(state);
            message = message[Rate..];
        }
    }

    private static byte[] Bytes(JsonElement hex) => Convert.FromHexString(hex.GetString().AsSpan(2));
}
