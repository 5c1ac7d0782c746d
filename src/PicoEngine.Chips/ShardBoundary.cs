// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Memory;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips;

/// <summary>What ties a shard to the others of its run; its records say everything else.</summary>
public sealed record ShardBoundary
{
    /// <summary>Number of the shard, from 1.</summary>
    public required int Shard { get; init; }

    /// <summary>
    /// For each of <see cref="IShardRecords.Memory"/> the last shard before this one that touched the word, 0 for none. The register cells pass through every
    /// shard, so for them it is the shard before.
    /// </summary>
    public required ReadOnlyMemory<ushort> MemoryOrigins { get; init; }

    /// <summary>The shard's part of the address chain.</summary>
    public required ChainSlice Chain { get; init; }

    /// <summary>What the whole run commits: eight words of the digest of its output, then eight of the deferred digest.</summary>
    public required ReadOnlyMemory<uint> Committed { get; init; }
}
