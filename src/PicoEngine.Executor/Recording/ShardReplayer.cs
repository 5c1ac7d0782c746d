// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Sharding;

namespace PicoEngine.Executor.Recording;

/// <summary>
/// Makes the records of shards, one after the other. Shards are independent of each other: use one replayer per thread.
/// </summary>
public sealed class ShardReplayer(GuestProgram program) : IDisposable
{
    private readonly ReplayMachine _machine = new(program);

    /// <summary>Executes the shard of <paramref name="checkpoint"/> again.</summary>
    /// <param name="checkpoint">Of this program.</param>
    /// <param name="finished">Records that nobody reads any more: their storage is used again, which saves most of the time.</param>
    /// <exception cref="PicoException"><c>checkpoint-invalid</c>: it is of another program, or contradicts itself.</exception>
    public ShardRecords Replay(ShardCheckpoint checkpoint, ShardRecords? finished = null) =>
        _machine.Replay(checkpoint, finished?.Storage ?? new RecordStorage());

    public void Dispose() => _machine.Dispose();
}
