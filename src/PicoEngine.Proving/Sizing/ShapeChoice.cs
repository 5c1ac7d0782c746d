// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Sizing;

/// <summary>The shape that proves a shard at the least cost. Depends on rows and key alone, so that proofs do not depend on the machine that makes them.</summary>
internal static class ShapeChoice
{
    /// <summary>The cheapest shape that holds a shard, or null when none does.</summary>
    /// <param name="shapes">The allowed shapes.</param>
    /// <param name="heights">The heights in blocks that the shard has in a shape, or null where it lacks a table.</param>
    public static (KeyedShape Shape, int[] Heights)? Cheapest(IEnumerable<KeyedShape> shapes, Func<KeyedShape, int[]?> heights)
    {
        (KeyedShape Shape, int[] Heights)? best = null;
        long least = long.MaxValue;
        foreach (KeyedShape shape in shapes)
        {
            if (heights(shape) is { } found && HeightCheck.Find(shape.Machine, found) == HeightFault.None && Cost(shape, found) is var cost && cost < least)
            {
                (least, best) = (cost, (shape, found));
            }
        }

        return best;
    }

    /// <summary>
    /// In units of one committed cell: hashing and transforming a stacked cell, the LogUp tree for a leaf and the constraints for a cell of a table take
    /// about the same time (33, 35 and 28 ns on one core of a Zen 5).
    /// </summary>
    public static long Cost(KeyedShape shape, ReadOnlySpan<int> heights)
    {
        MachineLimits limits = shape.Machine.Machine.Limits;
        long cost = HeightCheck.Capacity(limits, ColumnGroup.Boundary) + HeightCheck.Capacity(limits, ColumnGroup.Main);
        foreach (TableDefinition table in shape.Machine.Machine.Tables)
        {
            long rows = (long)heights[table.Index] << table.LogBlockHeight;
            cost += rows * (table.Columns.Width + table.Leaves(limits.InteractionsPerLeaf).Length);
        }

        return cost;
    }
}
