// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Ethereum;
using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Rendering;

/// <summary>A run of the block guest.</summary>
/// <param name="Job">The block.</param>
/// <param name="Preparation">Time that making the guest's input took.</param>
/// <param name="Report">What the guest did.</param>
/// <param name="Shards">The shards of a proof, with the rows of their tables.</param>
internal sealed record BlockExecution(BlockJob Job, TimeSpan Preparation, ExecutionReport Report, IReadOnlyList<ShardFacts> Shards)
{
    /// <summary>Committed cells of all tables.</summary>
    public long Cells => Shards.Sum(shard => shard.Cells);

    /// <summary>Messages on buses.</summary>
    public long Interactions => Shards.Sum(shard => shard.Interactions);

    /// <summary>The tables over all shards, the one with the most cells first.</summary>
    public IReadOnlyList<TableFacts> Tables { get; } =
    [
        .. Shards.SelectMany(shard => shard.Tables).GroupBy(table => table.Name)
            .Select(group => new TableFacts(group.Key, group.Sum(table => table.Rows), group.Sum(table => table.Cells), group.Sum(table => table.Interactions)))
            .OrderByDescending(table => table.Cells),
    ];

    /// <summary>System calls by the ABI's name, the most frequent first, equal ones by code.</summary>
    public IEnumerable<(string Name, ulong Count)> Calls =>
        Report.Syscalls.OrderByDescending(call => call.Value).ThenBy(call => call.Key).Select(call => (SyscallCodes.Name(call.Key), call.Value));

    /// <summary>A count for each unit of gas; 0 for a block without gas.</summary>
    public double PerGas(double count) => Job.Facts.GasUsed == 0 ? 0 : count / Job.Facts.GasUsed;
}
