// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Ethereum;

/// <summary>How a node is asked.</summary>
public sealed record NodeOptions
{
    /// <summary>The chain that the node must follow; null takes any that the block guest knows.</summary>
    public ulong? ChainId { get; init; }

    /// <summary>Longest time for one call, the node's own work for a witness included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest time until a connection stands.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Most bytes of one answer.</summary>
    public long MaximumAnswerBytes { get; init; } = BlockFile.MaximumBytes;

    /// <summary>Is told of each call, and of every further MiB of its answer.</summary>
    public IProgress<NodeProgress>? Progress { get; init; }
}
