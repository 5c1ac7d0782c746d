// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Sharding;
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
    // The executor looks at its limits every few thousand instructions; a shard that is not several times what they can add would be mostly slack.
    private const long LeastCells = 4 * ShardLimits.MinimumCells;

    /// <summary>How many shards may be proved side by side: as many as there are threads, and as fit into memory when all are full.</summary>
    /// <param name="memoryBytes">Memory that proving may take.</param>
    /// <param name="degreeOfParallelism">Threads to use.</param>
    /// <param name="shards">Shards of the run.</param>
    public int Lanes(long memoryBytes, int degreeOfParallelism, int shards)
    {
        long more = Math.Max(0, memoryBytes - NeedBytes) / MemoryModel.FullShardBytes(Largest);
        return (int)Math.Min(1 + more, Math.Min(degreeOfParallelism, shards));
    }

    /// <summary>Main cells that a shard has at most.</summary>
    public long MainCells => MostMainCells(Largest);

    /// <summary>A table as it is in <see cref="Largest"/>.</summary>
    public TableDefinition Table(string name) => Largest.Machine.Machine.Tables.First(table => table.Name == name);

    /// <summary>Chooses sizes for a program that the processor proves.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="memoryBytes">Memory that proving may take.</param>
    /// <param name="maximumMainWidth">Main columns that a shard may stack, or null; at least the smallest shape that runs can be cut for is allowed.</param>
    /// <exception cref="PicoException"><c>proving-memory-limit</c>: that shape does not fit into memory.</exception>
    public static ShardSizing Choose(VerifyingKey key, long memoryBytes, int? maximumMainWidth) =>
        Choose(key, maximumMainWidth, shape => Need(shape) <= memoryBytes)
        ?? throw TooSmall(Targets(key).Min(Need), memoryBytes);

    /// <summary>Chooses sizes for a program.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="maximumMainWidth">Main columns that a shard may stack, or null; at least the smallest shape that runs can be cut for is allowed.</param>
    /// <param name="fits">Whether a full shard of a shape fits into memory.</param>
    /// <returns>The sizes, or null when no shape fits that runs can be cut for.</returns>
    public static ShardSizing? Choose(VerifyingKey key, int? maximumMainWidth, Func<KeyedShape, bool> fits)
    {
        KeyedShape[] targets = Targets(key);
        int least = targets.Min(shape => shape.Class.MainWidth);
        int most = Math.Max(least, maximumMainWidth ?? int.MaxValue);

        // Among the widest the one with the smallest blocks, which loses least to rounding up.
        KeyedShape? largest = targets.Where(shape => shape.Class.MainWidth <= most)
            .OrderByDescending(shape => shape.Class.MainWidth).ThenBy(shape => shape.Machine.Machine.Tables.Sum(table => table.LogBlockHeight))
            .FirstOrDefault(fits);
        return largest is null
            ? null
            : new ShardSizing(
                [.. key.Shapes.Where(shape => shape.Class.MainWidth <= largest.Class.MainWidth && fits(shape))],
                largest, LimitsOf(largest), CompiledCosts.Of(largest), Need(largest));
    }

    /// <summary>The shapes that runs can be cut for.</summary>
    public static KeyedShape[] Targets(VerifyingKey key)
    {
        int tables = key.Family.Machine.Tables.Length;
        return [.. key.Shapes.Where(shape => shape.Machine.Machine.Tables.Length == tables && MostMainCells(shape) >= LeastCells)];
    }

    /// <summary>The limit of the host's memory is below what is needed.</summary>
    public static PicoException TooSmall(long need, long memoryBytes) => new(
        ErrorCatalog.ProvingMemoryLimit,
        $"proving needs {Mebibytes(need)} MiB at least, the limit is {Mebibytes(memoryBytes)} MiB",
        new Dictionary<string, object?> { ["needBytes"] = need, ["haveBytes"] = memoryBytes });

    /// <summary>Mebibytes, rounded up.</summary>
    public static long Mebibytes(long bytes) => (bytes + (1 << 20) - 1) >> 20;

    private static long Need(KeyedShape shape) => MemoryModel.ProcessBytes + MemoryModel.KeyBytes(shape) + MemoryModel.FullShardBytes(shape);

    private static long MostMainCells(KeyedShape shape) => HeightCheck.Capacity(shape.Machine.Machine.Limits, ColumnGroup.Main);

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
}
