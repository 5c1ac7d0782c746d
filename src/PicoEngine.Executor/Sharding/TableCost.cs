// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Sharding;

/// <summary>What one row, call or word adds to a shard.</summary>
/// <param name="Cells">Field elements committed with the main columns.</param>
/// <param name="Interactions">Bus messages.</param>
/// <param name="BoundaryCells">Field elements committed with the boundary columns, which have their own limit.</param>
public readonly record struct TableCost(long Cells, long Interactions, long BoundaryCells = 0)
{
    public static TableCost operator +(TableCost left, TableCost right) =>
        new(left.Cells + right.Cells, left.Interactions + right.Interactions, left.BoundaryCells + right.BoundaryCells);

    public static TableCost operator -(TableCost left, TableCost right) =>
        new(left.Cells - right.Cells, left.Interactions - right.Interactions, left.BoundaryCells - right.BoundaryCells);

    public static TableCost operator *(TableCost cost, long count) =>
        new(cost.Cells * count, cost.Interactions * count, cost.BoundaryCells * count);

    public static TableCost Add(TableCost left, TableCost right) => left + right;

    public static TableCost Subtract(TableCost left, TableCost right) => left - right;

    public static TableCost Multiply(TableCost left, long right) => left * right;

    /// <summary>The larger of both in each respect.</summary>
    public static TableCost Max(TableCost left, TableCost right) => new(
        Math.Max(left.Cells, right.Cells), Math.Max(left.Interactions, right.Interactions), Math.Max(left.BoundaryCells, right.BoundaryCells));
}
