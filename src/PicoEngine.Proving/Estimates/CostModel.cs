// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Proving.Estimates;

/// <summary>Seconds of each phase of a shard, from what there is to do and how fast the machine is.</summary>
/// <remarks>
/// Hashing and transforms are counted exactly. The rest is given in products of the field, of which transforms do the measured number in a second; the
/// constants were fitted to proofs of the fibonacci and quicksort guests on one core of a Zen 5 and hold to about a third elsewhere.
/// </remarks>
internal sealed class CostModel(Calibration calibration)
{
    // Products that take as long as one row of a table to make, per column.
    private const double TraceProducts = 60;

    // One leaf of the fractional sums: writing it, its tree, all layers of the proof.
    private const double LeafProducts = 260;

    // One cell of a table in the constraint sumcheck.
    private const double ZerocheckProducts = 110;

    // One stacked cell in the index sumcheck and in the batching of columns.
    private const double OpenProducts = 12;

    // Queries, transcript, proof of work, and the tails of all sumchecks.
    private const double ShardProducts = 4e8;

    /// <summary>Seconds of proving one shard, phase 1 included.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="heights">Height in blocks of each table of the shape.</param>
    /// <param name="boundaryCommits">How often the boundary columns are committed to: twice where a run has several shards.</param>
    public IEnumerable<(ProvingPhase Phase, double Seconds)> Shard(KeyedShape shape, ReadOnlySpan<int> heights, int boundaryCommits)
    {
        (double cells, double leaves) = (0, 0);
        foreach (TableDefinition table in shape.Machine.Machine.Tables)
        {
            double rows = (double)((long)heights[table.Index] << table.LogBlockHeight);
            cells += rows * table.Columns.Width;
            leaves += rows * table.Leaves(shape.Parameters.InteractionsPerLeaf).Length;
        }

        SystemParameters parameters = shape.Parameters;
        double stacked = Math.ScaleB(parameters.StackedWidth, parameters.LogStackedHeight);
        return
        [
            (ProvingPhase.Trace, Products(cells * TraceProducts)),
            (ProvingPhase.BoundaryCommit, boundaryCommits * Commit(parameters, ColumnGroup.Boundary)),
            (ProvingPhase.Commit, Commit(parameters, ColumnGroup.Main)),
            (ProvingPhase.LogUp, Products(leaves * LeafProducts)),
            (ProvingPhase.Zerocheck, Products(cells * ZerocheckProducts)),
            (ProvingPhase.Open, Products((stacked * OpenProducts) + ShardProducts) + Rounds(parameters)),
        ];
    }

    /// <summary>Seconds of committing to a group.</summary>
    public double Commit(SystemParameters parameters, ColumnGroup group)
    {
        LeafLayout layout = WhirShape.GroupLayout(parameters, (int)group);
        return Tree(layout) + Products(Calibration.Products(layout.LogHeight, layout.Width));
    }

    private double Rounds(SystemParameters parameters)
    {
        double seconds = 0;
        for (int round = 1; round < parameters.Rounds; round++)
        {
            LeafLayout layout = WhirShape.RoundLayout(parameters, round);
            seconds += Tree(layout) + Products(Calibration.Products(layout.LogHeight, layout.Width));
        }

        return seconds;
    }

    private double Tree(LeafLayout layout) => Calibration.Permutations(layout) / calibration.PermutationsPerSecond;

    private double Products(double count) => count / calibration.ProductsPerSecond;
}
