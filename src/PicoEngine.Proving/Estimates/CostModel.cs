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
/// Hashing and transforms are counted exactly. The rest is given in products of the field, of which transforms do the measured number in a second: constants
/// fitted to the processor time of the quicksort guest on 30,000 numbers (3.6 M cycles, 67 M cells) and the fibonacci guest (2.6 M cells), one thread of a Zen 5.
/// Code is taken to be compiled: the first proof of a process takes one to two seconds more.
/// </remarks>
internal sealed class CostModel(Calibration calibration)
{
    // Trees over large codewords against the small one of the calibration, which stays in the cache.
    private const double LargeTree = 1.6;

    // Products that take as long as a cell takes to make, lookups counted.
    private const double TraceProducts = 70;

    // One leaf of the fractional sums: writing it, its tree, all layers of the proof; and what a shard takes without any.
    private const double LeafProducts = 560;
    private const double LogUpProducts = 9e8;

    // One cell of a table in the constraint sumcheck; and the tails of all rounds.
    private const double ZerocheckProducts = 100;
    private const double RoundProducts = 1.4e9;

    // One stacked cell in the index sumcheck and in the batching of columns; queries, proof of work, tails.
    private const double OpenProducts = 6;
    private const double QueryProducts = 5e8;

    // Verifying a proof twice: as soon as it is made, and in the finished file.
    private const double VerifyProducts = 1e9;

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
            (ProvingPhase.LogUp, Products((leaves * LeafProducts) + LogUpProducts)),
            (ProvingPhase.Zerocheck, Products((cells * ZerocheckProducts) + RoundProducts)),
            (ProvingPhase.Open, Products((stacked * OpenProducts) + QueryProducts) + Rounds(parameters)),
            (ProvingPhase.Verify, Products(VerifyProducts)),
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

    private double Tree(LeafLayout layout) => LargeTree * Calibration.Permutations(layout) / calibration.PermutationsPerSecond;

    private double Products(double count) => count / calibration.ProductsPerSecond;
}
