// SPDX-License-Identifier: MIT OR Apache-2.0

using System.IO.Compression;
using System.Text.Json;
using PicoEngine.Air.Machines;
using PicoEngine.Assembler;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Executor.Syscalls;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Precompiles.Keccak;

/// <summary>Whole executions that hash messages with KECCAK256 hold, and their digests are those of an independent Keccak.</summary>
public sealed class KeccakSpongeTests
{
    private const uint Data = 0x0030_0000;
    private const uint Descriptor = 0x0032_0000;

    [Theory]
    [InlineData(0, 1, 2, 3, 4, 5, 7, 8, 31, 32, 33, 64)]
    [InlineData(131, 132, 133, 134, 135, 136, 137, 138, 139, 140)]
    [InlineData(267, 268, 271, 272, 273, 532, 407, 408, 409)]
    [InlineData(5000, 0, 4080)]
    public void Findings_of_hashes_are_none_and_digests_are_right(params int[] lengths)
    {
        byte[][] messages = [.. lengths.Select(Message)];
        using var program = KeccakPrograms.Hash(Data, Descriptor, messages);
        var run = GuestRun.Of(program);
        Assert.Empty(run.Findings().Take(20));
        AssertDigests(run, messages);
        var (sponge, round) = (run.Shards[0].Traces[GuestRun.Index("keccak_sponge")], run.Shards[0].Traces[GuestRun.Index("keccak_round")]);
        var blocks = lengths.Sum(length => (length / 136) + 1);
        Assert.Equal((blocks + 1023) / 1024 * 1024, sponge.Height);
        Assert.Equal(((6 * blocks) + 1023) / 1024 * 1024, round.Height);
    }

    [Theory]
    [InlineData(0x20, 0x200)] // the first words of memory
    [InlineData(0x77ff_ff00, 0x77ff_fedc)] // the last ones
    [InlineData(0x0030_fff0, 0x0040_fff8)] // across a limb
    [InlineData(Data, Data - 4)] // the digest over the data
    public void Findings_of_a_hash_anywhere_are_none(uint data, uint descriptor)
    {
        var message = Message(200);
        using var program = KeccakPrograms.Hash(data, descriptor, message);
        var run = GuestRun.Of(program);
        Assert.Empty(run.Findings().Take(20));
        AssertDigests(run, [message]);
    }

    [Fact]
    public void Findings_of_hashes_and_permutations_side_by_side_are_none()
    {
        CodeBuilder code = new();
        KeccakPrograms.Store(code, KeccakPrograms.State, KeccakPrograms.RandomState(3));
        code.Li(T1, Descriptor).Li(T2, 150).Sw(T2, 0, T1);
        for (var i = 0; i < 3; i++)
        {
            code.Li(A0, KeccakPrograms.State).Li(A1, 0).Li(T0, (uint)SyscallCode.KeccakPermute).Ecall();
            code.Li(A1, Descriptor).Li(T0, (uint)SyscallCode.Keccak256).Ecall();
        }

        using var program = SystemPrograms.Load(SystemPrograms.End(SystemPrograms.CommitDigests(code)));
        Assert.Empty(GuestRun.Of(program).Findings().Take(20));
    }

    [Fact]
    public void Digests_of_the_headers_of_real_blocks_are_their_published_hashes()
    {
        var folder = Environment.GetEnvironmentVariable("PICO_TEST_ETHEREUM");
        Assert.SkipUnless(folder is not null && Directory.Exists(folder), "Ethereum data not found: name it with ./build.sh test --ethereum PATH");
        List<byte[]> headers = [];
        List<string> hashes = [];
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "blocks"), "*.json.gz").Order())
        {
            using GZipStream stream = new(File.OpenRead(file), CompressionMode.Decompress);
            using var block = JsonDocument.Parse(stream);
            headers.Add(FirstItem(Convert.FromHexString(block.RootElement.GetProperty("block").GetString()![2..])));
            hashes.Add(block.RootElement.GetProperty("hash").GetString()!);
        }

        Assert.True(headers.Count >= 21, $"{headers.Count} blocks");
        using var program = KeccakPrograms.Hash(Data, Descriptor, [.. headers]);
        var run = GuestRun.Of(program);
        Assert.Empty(run.Findings().Take(20));
        AssertDigests(run, [.. headers]);
        Assert.Equal(hashes, headers.Select(header => $"0x{Convert.ToHexStringLower(KeccakOracle.Keccak256(header))}"));
    }

    /// <summary>The first item of an RLP list with its prefix (yellow paper, appendix B); both are lists of more than 55 bytes.</summary>
    private static byte[] FirstItem(byte[] list)
    {
        var start = list[0] - 0xf7 + 1;
        var prefix = list[start] - 0xf7 + 1;
        var length = list.AsSpan(start + 1, prefix - 1).ToArray().Aggregate(0, (sum, digit) => (256 * sum) + digit);
        return list[start..(start + prefix + length)];
    }

    /// <summary>A message of a length.</summary>
    internal static byte[] Message(int length)
    {
        var message = new byte[length];
        new Random(length).NextBytes(message);
        return message;
    }

    private static void AssertDigests(GuestRun run, byte[][] messages)
    {
        var table = GuestRun.Shape.Tables[GuestRun.Index("keccak_digest")];
        var trace = run.Shards[0].Traces[table.Index];
        var digest = table.Columns.Names.ToList().IndexOf("h[0]");
        for (var row = 0; row < messages.Length; row++)
        {
            Assert.Equal(Convert.ToHexString(KeccakOracle.Keccak256(messages[row])), Convert.ToHexString(Bytes(trace, digest, row)));
        }
    }

    private static byte[] Bytes(TraceMatrix trace, int column, int row) =>
        [.. Enumerable.Range(0, 16).SelectMany(limb => BitConverter.GetBytes((ushort)trace[column + limb, row].ToCanonical()))];
}
