// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives;
using PicoEngine.Stark.Buffers;
using PicoEngine.Stark.LogUp;
using PicoEngine.Stark.Zerocheck;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Stark.Prover;

/// <summary>The leaf fractions of a shard: on every real row (P_g, Q_g) of every leaf, as s is one there.</summary>
internal static class LeafWriter
{
    // Rows of a unit of work: whole tiles of leaves, so that threads share none.
    private const int Grain = 16 * FractionLeaves.TileRows;

    /// <summary>Evaluates the interactions of all rows.</summary>
    public static FractionLeaves Write(
        Machine machine,
        ShardWitness witness,
        FingerprintChallenges<KoalaBearExtension5> challenges,
        ElementBufferPool pool,
        int degreeOfParallelism)
    {
        int[] heights = [.. machine.LeafGroups.Select(leaf => witness.Traces[leaf.Table].Height)];
        FractionLeaves leaves = new(new FractionLayout(machine.Limits.LogMaximumHeight, heights), pool);
        var firstGroup = 0;
        foreach (var table in machine.Tables)
        {
            var groups = machine.LeafGroups.Where(leaf => leaf.Table == table.Index).ToArray();
            var (first, trace) = (firstGroup, witness.Traces[table.Index]);
            ParallelRange.Run(groups.Length == 0 ? 0 : trace.Height, Grain, degreeOfParallelism, (start, end) =>
            {
                RowEvaluation<KoalaBear, BaseRows> evaluator = new(table, witness.PublicValues, challenges);
                var row = new KoalaBear[trace.Width];
                for (var i = start; i < end; i++)
                {
                    trace.CopyRow(i, row);
                    evaluator.Run(row, KoalaBear.One);
                    for (var g = 0; g < groups.Length; g++)
                    {
                        leaves[first + g, i] = evaluator.Leaf(groups[g].Interactions);
                    }
                }
            });
            firstGroup += groups.Length;
        }

        return leaves;
    }
}
