// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Sizing;

/// <summary>How large the shards of a run may be: the shapes that memory allows, and limits that keep every shard within the largest of them.</summary>
/// <param name="Shapes">The allowed shapes.</param>
/// <param name="Largest">The one that runs are cut for.</param>
/// <param name="Limits">Where the executor cuts.</param>
/// <param name="Costs">What it counts.</param>
/// <param name="NeedBytes">Memory that a full shard takes, all included.</param>
internal sealed record ShardSizing(IReadOnlyList<KeyedShape> Shapes, KeyedShape Largest, ShardLimits Limits, ShardCostModel Costs, long NeedBytes)
{
    /// <summary>A table as it is in <see cref="Largest"/>.</summary>
    public TableDefinition Table(string name) => Largest.Machine.Machine.Tables.First(table => table.Name == name);

    /// <summary>Chooses sizes for a program.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="calls">Tables and rows of precompile calls, see <see cref="CompiledCosts.Of"/>.</param>
    /// <param name="memoryBytes">Memory that proving may take.</param>
    /// <param name="maximumMainWidth">Main columns that a shard may stack, or null; a shard of the smallest shape is allowed in any case.</param>
    /// <exception cref="PicoException"><c>proving-memory-limit</c>: the smallest shape does not fit into memory.</exception>
    public static ShardSizing Choose(
        VerifyingKey key,
        IReadOnlyDictionary<SyscallCode, IReadOnlyList<(string Table, int Rows)>> calls,
        long memoryBytes,
        int? maximumMainWidth)
    {
        int smallest = key.Shapes.Min(shape => shape.Class.MainWidth);
        KeyedShape[] candidates = [.. key.Shapes.Where(shape => shape.Class.MainWidth <= Math.Max(smallest, maximumMainWidth ?? int.MaxValue))];
        KeyedShape[] allowed = [.. candidates.Where(shape => Need(shape) <= memoryBytes)];
        if (allowed.Length == 0)
        {
            long need = candidates.Min(Need);
            throw new PicoException(
                ErrorCatalog.ProvingMemoryLimit,
                $"proving needs {Mebibytes(need)} MiB at least, the limit is {Mebibytes(memoryBytes)} MiB",
                new Dictionary<string, object?> { ["needBytes"] = need, ["haveBytes"] = memoryBytes });
        }

        // Shapes with more tables hold any run; among the widest of them the one that loses least to padding.
        KeyedShape largest = allowed
            .OrderByDescending(shape => shape.Machine.Machine.Tables.Length)
            .ThenByDescending(shape => Room(shape, CompiledCosts.Of(shape, calls)))
            .First();
        ShardCostModel costs = CompiledCosts.Of(largest, calls);
        return new ShardSizing(allowed, largest, LimitsOf(largest), costs, Need(largest));
    }

    private static long Need(KeyedShape shape) => MemoryModel.ProcessBytes + MemoryModel.KeyBytes(shape) + MemoryModel.FullShardBytes(shape);

    private static long Room(KeyedShape shape, ShardCostModel costs) =>
        HeightCheck.Capacity(shape.Machine.Machine.Limits, ColumnGroup.Main) - costs.Shard.Cells;

    private static ShardLimits LimitsOf(KeyedShape shape)
    {
        SystemParameters parameters = shape.Parameters;
        MachineLimits limits = shape.Machine.Machine.Limits;
        return new ShardLimits
        {
            Cells = Math.Max(ShardLimits.MinimumCells, HeightCheck.Capacity(limits, ColumnGroup.Main)),
            BoundaryCells = Math.Max(ShardLimits.MinimumBoundaryCells, HeightCheck.Capacity(limits, ColumnGroup.Boundary)),
            RowsPerTable = 1L << parameters.LogMaximumHeight,
            Interactions = Math.Max(
                ShardLimits.MinimumCells, (1L << parameters.LogMaximumFractions) - shape.Machine.Machine.PublicInteractions.Length),
        };
    }

    private static long Mebibytes(long bytes) => (bytes + (1 << 20) - 1) >> 20;
}
