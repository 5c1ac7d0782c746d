// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Air.Machines;

/// <summary>What a prover knows of a shard: its public values and, per table of its shape, all columns of all rows.</summary>
/// <param name="PublicValues">One word per public value of the machine.</param>
/// <param name="Traces">Per table its columns in the order preprocessed, boundary, main; a whole number of blocks high, no row for an absent table.</param>
public sealed record ShardWitness(KoalaBear[] PublicValues, TraceMatrix[] Traces)
{
    /// <summary>Which of the key's shapes the shard has: <see cref="Traces"/> are of the tables of that shape.</summary>
    public int Shape { get; init; }

    /// <summary>The heights in blocks.</summary>
    /// <param name="machine">The machine of the shape.</param>
    public int[] Heights(Machine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return [.. machine.Tables.Zip(Traces, (table, trace) => trace.Height >> table.LogBlockHeight)];
    }
}
