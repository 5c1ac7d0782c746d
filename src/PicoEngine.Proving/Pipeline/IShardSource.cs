// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;

namespace PicoEngine.Proving.Pipeline;

/// <summary>The shards of a run, made when they are asked for, one at a time: a run's shards do not fit into memory together.</summary>
internal interface IShardSource
{
    /// <summary>K.</summary>
    public int Count { get; }

    /// <summary>Public values, shape and boundary columns of a shard, and all of its heights; tables without boundary columns have no rows in it.</summary>
    /// <param name="number">From 1; asked for in this order, but for those that a device failed at.</param>
    public (ShardWitness Witness, int[] Heights) MakeBoundary(int number);

    /// <summary>The whole shard, with the public values, shape and boundary columns that <see cref="MakeBoundary"/> gave.</summary>
    /// <param name="number">From 1.</param>
    public ShardWitness Make(int number);
}
