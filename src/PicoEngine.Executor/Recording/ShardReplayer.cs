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
    /// <exception cref="PicoException"><c>checkpoint-invalid</c>: it is of another program, or contradicts itself.</exception>
    public ShardRecords Replay(ShardCheckpoint checkpoint) => _machine.Replay(checkpoint);

    public void Dispose() => _machine.Dispose();
}
