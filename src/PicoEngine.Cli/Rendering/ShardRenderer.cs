// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Proving;
using Spectre.Console;

namespace PicoEngine.Cli.Rendering;

/// <summary>The shards of a proof, made or estimated, and the tables in them.</summary>
internal static class ShardRenderer
{
    private const int ShownShards = 50;

    public static void WriteText(TextWriter output, IReadOnlyList<ShardFacts> shards)
    {
        IAnsiConsole console = TextTables.Console(output);
        Table table = TextTables.Create("#shard", "#shape", "#cycles", "#cells", "#interactions", "#proof bytes");
        foreach (ShardFacts shard in shards.Take(ShownShards))
        {
            TextTables.AddRow(
                table,
                Format.Count(shard.Number), Format.Count(shard.Shape), Format.Count(shard.Cycles), Format.Count(shard.Cells),
                Format.Count(shard.Interactions), Format.Count(shard.ProofBytes));
        }

        if (shards.Count > ShownShards)
        {
            TextTables.AddRow(table, $"{shards.Count - ShownShards} more", "", "", "", "", "");
        }

        console.Write(table);
        Table tables = TextTables.Create("table", "#rows", "#cells", "#interactions");
        foreach (var group in shards.SelectMany(shard => shard.Tables).GroupBy(entry => entry.Name).OrderByDescending(group => group.Sum(entry => entry.Cells)))
        {
            TextTables.AddRow(
                tables, group.Key, Format.Count(group.Sum(entry => entry.Rows)), Format.Count(group.Sum(entry => entry.Cells)),
                Format.Count(group.Sum(entry => entry.Interactions)));
        }

        console.Write(tables);
    }

    /// <summary>The member <c>shardDetails</c>.</summary>
    public static void WriteJson(Utf8JsonWriter writer, IReadOnlyList<ShardFacts> shards)
    {
        writer.WriteStartArray("shardDetails");
        foreach (ShardFacts shard in shards)
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", shard.Number);
            writer.WriteNumber("shape", shard.Shape);
            writer.WriteNumber("cycles", shard.Cycles);
            writer.WriteNumber("cells", shard.Cells);
            writer.WriteNumber("interactions", shard.Interactions);
            writer.WriteNumber("proofBytes", shard.ProofBytes);
            JsonReport.WriteCounts(writer, "rows", shard.Tables.Select(table => (table.Name, (ulong)table.Rows)));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
