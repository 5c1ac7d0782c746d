// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>The leaf fractions of a shard: on every real row (P_g, Q_g) of every leaf, as s is one there.</summary>
internal static class LeafWriter
{
    /// <summary>Evaluates the interactions of all rows.</summary>
    public static FractionLeaves Write(
        Machine machine,
        ShardWitness witness,
        FingerprintChallenges<KoalaBearExtension5> challenges,
        ElementBufferPool pool,
        int degreeOfParallelism,
        ILeafKernel kernel)
    {
        int[] heights = [.. machine.LeafGroups.Select(leaf => witness.Traces[leaf.Table].Height)];
        FractionLeaves leaves = new(new FractionLayout(machine.Limits.LogMaximumHeight, heights), pool);
        var firstGroup = 0;
        foreach (var table in machine.Tables)
        {
            LeafRows rows = new(
                table,
                witness.Traces[table.Index],
                witness.PublicValues,
                [.. machine.LeafGroups.Where(leaf => leaf.Table == table.Index).Select(leaf => leaf.Interactions)],
                challenges,
                pool,
                degreeOfParallelism);
            kernel.Write(rows, leaves, firstGroup);
            firstGroup += rows.Leaves.Length;
        }

        return leaves;
    }
}
