// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor;
using PicoEngine.Executor.Profiling;
using PicoEngine.Executor.Sharding;
using PicoEngine.RiscV.Events;
using Spectre.Console;

namespace PicoEngine.Cli.Rendering;

/// <summary>The tables of a run that <c>-v</c> shows.</summary>
internal static class ExecutionDetails
{
    private const int ShownFunctions = 25;
    private const int ShownShards = 50;

    public static void Write(TextWriter output, ExecutionResult result)
    {
        ExecutionReport report = result.Report;
        IAnsiConsole console = TextTables.Console(output);
        WriteCounts(console, "opcode", result.Opcodes(), report.Cycles);
        WriteCounts(console, "system call", result.Syscalls(), report.Cycles);
        if (report.Regions.Count > 0)
        {
            Table regions = TextTables.Create("region", "#times", "#cycles", "#share");
            foreach (RegionReport region in report.Regions)
            {
                TextTables.AddRow(regions, new string(' ', 2 * region.Depth) + region.Name, Format.Count(region.Count), Format.Count(region.Cycles), Format.Percent(region.Cycles, report.Cycles));
            }

            console.Write(regions);
        }

        WriteFunctions(console, result);
        WriteShards(console, report);
    }

    private static void WriteCounts(IAnsiConsole console, string what, IEnumerable<(string Name, ulong Count)> counts, ulong cycles)
    {
        Table table = TextTables.Create(what, "#count", "#share of cycles");
        foreach ((string name, ulong count) in counts)
        {
            TextTables.AddRow(table, name, Format.Count(count), Format.Percent(count, cycles));
        }

        console.Write(table);
    }

    private static void WriteFunctions(IAnsiConsole console, ExecutionResult result)
    {
        IReadOnlyList<FunctionCycles> functions = FlatProfile.ByFunction(result.Image, result.Report.InstructionCounts);
        Table table = TextTables.Create("function", "#entries", "#own cycles", "#share");
        foreach (FunctionCycles function in functions.Take(ShownFunctions))
        {
            TextTables.AddRow(table, function.Name, Format.Count(function.Entries), Format.Count(function.Cycles), Format.Percent(function.Cycles, result.Report.Cycles));
        }

        if (functions.Count > ShownFunctions)
        {
            ulong rest = functions.Skip(ShownFunctions).Aggregate(0ul, (sum, function) => sum + function.Cycles);
            TextTables.AddRow(table, $"{functions.Count - ShownFunctions} more", "", Format.Count(rest), Format.Percent(rest, result.Report.Cycles));
        }

        console.Write(table);
    }

    /// <summary>A row for each table of the machine, a column for each shard would be too wide: shards are rows here.</summary>
    private static void WriteShards(IAnsiConsole console, ExecutionReport report)
    {
        InstructionTable[] tables = Enum.GetValues<InstructionTable>();
        Table table = TextTables.Create(["shard", "#cycles", "#cells", "#words", .. tables.Select(instructions => "#" + instructions)]);
        foreach (ShardCheckpoint shard in report.Shards.Take(ShownShards))
        {
            TextTables.AddRow(
                table,
                [
                    Format.Count(shard.Index), Format.Count(shard.Cycles), Format.Count(shard.Cost.Cells), Format.Count(shard.Memory.Count),
                    .. shard.Rows.Select(rows => Format.Count(rows)),
                ]);
        }

        if (report.Shards.Count > ShownShards)
        {
            TextTables.AddRow(table, [$"{report.Shards.Count - ShownShards} more", .. Enumerable.Repeat("", tables.Length + 3)]);
        }

        console.Write(table);
    }
}
