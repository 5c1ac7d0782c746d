// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Primitives.MerkleTree;

namespace PicoEngine.Backends.Abstractions;

/// <summary>A tree on a device.</summary>
public interface IMerkleTree : IDisposable
{
    /// <summary>The commitment.</summary>
    public MerkleCap Cap { get; }

    /// <summary>Leaves with their paths to the cap.</summary>
    /// <param name="leaves">Numbers of leaves; repeats are kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public MerkleOpening[] Open(ReadOnlySpan<int> leaves);
}
