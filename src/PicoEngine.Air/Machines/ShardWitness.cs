// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Air.Machines;

/// <summary>What a prover knows of a shard: its public values and, per table in machine order, all columns of all rows.</summary>
/// <param name="PublicValues">One word per public value of the machine.</param>
/// <param name="Traces">Per table its columns in the order preprocessed, boundary, main; a whole number of blocks high, no row for an absent table.</param>
public sealed record ShardWitness(KoalaBear[] PublicValues, TraceMatrix[] Traces)
{
    /// <summary>The heights in blocks.</summary>
    public int[] Heights(Machine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return [.. machine.Tables.Zip(Traces, (table, trace) => trace.Height >> table.LogBlockHeight)];
    }
}
