// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PicoEngine.Executor.Recording;
using PicoEngine.Executor.Sharding;
using PicoEngine.RiscV.Events;
using Xunit;

namespace PicoEngine.Executor.Tests.Recording;

/// <summary>Shards are independent: their records do not depend on order, thread, or what a replayer did before.</summary>
public sealed class ParallelReplayTests
{
    [Fact]
    public void Replay_in_any_order_on_several_threads_gives_the_same_records()
    {
        using GuestProgram program = GuestProgram.Load(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "quicksort.elf")));
        byte[] input = [.. BitConverter.GetBytes(20_000u), .. BitConverter.GetBytes(7u)];
        ExecutionReport report = GuestExecutor.Execute(
            program, GuestInput.From(input), new ExecutionOptions { Shards = new ShardLimits { Cells = ShardLimits.MinimumCells } }, TestContext.Current.CancellationToken);
        Assert.True(report.Shards.Count > 8, $"{report.Shards.Count} shards");

        string[] expected = [.. report.Shards.Select(shard => Alone(program, shard))];
        var actual = new string[expected.Length];
        Parallel.For(0, 4, worker =>
        {
            using var replayer = new ShardReplayer(program);
            ShardRecords? finished = null;
            for (int i = expected.Length - 1 - worker; i >= 0; i -= 4)
            {
                finished = replayer.Replay(report.Shards[i], finished);
                actual[i] = Hash(finished);
            }
        });
        Assert.Equal(expected, actual);
        Assert.Equal(expected.Length, expected.Distinct().Count());
    }

    private static string Alone(GuestProgram program, ShardCheckpoint shard)
    {
        using var replayer = new ShardReplayer(program);
        return Hash(replayer.Replay(shard));
    }

    private static string Hash(ShardRecords records)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (InstructionTable table in Enum.GetValues<InstructionTable>())
        {
            hash.AppendData(MemoryMarshal.AsBytes(records.Instructions(table)));
            hash.AppendData(MemoryMarshal.AsBytes(records.MemoryInstructions(table)));
        }

        hash.AppendData(MemoryMarshal.AsBytes<BoundaryRecord>(records.Memory.ToArray()));
        hash.AppendData(MemoryMarshal.AsBytes<BoundaryRecord>(records.Registers.ToArray()));
        hash.AppendData(MemoryMarshal.AsBytes<RegisterRefreshRecord>(records.RegisterRefreshes.ToArray()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
