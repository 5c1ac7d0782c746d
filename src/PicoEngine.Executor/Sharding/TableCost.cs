// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Sharding;

/// <summary>What one row, call or word adds to a shard.</summary>
/// <param name="Cells">Committed field elements.</param>
/// <param name="Interactions">Bus messages.</param>
public readonly record struct TableCost(long Cells, long Interactions)
{
    public static TableCost operator +(TableCost left, TableCost right) => new(left.Cells + right.Cells, left.Interactions + right.Interactions);

    public static TableCost operator *(TableCost cost, long count) => new(cost.Cells * count, cost.Interactions * count);

    public static TableCost Add(TableCost left, TableCost right) => left + right;

    public static TableCost Multiply(TableCost left, long right) => left * right;
}
