// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Executor;
using PicoEngine.Executor.Profiling;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Cli.Rendering;

/// <summary>The report of a run as one JSON object.</summary>
internal static class ExecutionJson
{
    public static void Write(TextWriter output, ExecutionResult result, bool detailed) => JsonReport.Write(output, writer =>
    {
        ExecutionReport report = result.Report;
        writer.WriteString("programSha256", "0x" + result.Image.Sha256);
        writer.WriteNumber("exitCode", report.ExitCode);
        writer.WriteNumber("cycles", report.Cycles);
        writer.WriteNumber("shards", result.Shards);
        writer.WriteNumber("seconds", report.Duration.TotalSeconds);
        JsonReport.WriteHex(writer, "publicValues", report.PublicValues.Span);
        JsonReport.WriteHex(writer, "publicValuesDigest", report.PublicValuesDigest.Span);
        writer.WriteBoolean("digestMatches", report.DigestMatches);
        writer.WriteNumber("unconstrainedCycles", report.UnconstrainedCycles);
        writer.WriteNumber("unconstrainedBlocks", report.UnconstrainedBlocks);
        writer.WriteNumber("touchedWords", report.TouchedWords);
        writer.WriteNumber("peakMemoryBytes", result.PeakMemoryBytes);
        JsonReport.WriteCounts(writer, "syscalls", result.Syscalls());
        writer.WriteNumber("keccak256Blocks", report.Keccak256Blocks);
        JsonReport.WriteCounts(writer, "opcodes", result.Opcodes());
        WriteRegions(writer, report);
        if (detailed)
        {
            WriteFunctions(writer, result);
            WriteShards(writer, report);
        }

        if (result.Failure is not null)
        {
            FailureRenderer.WriteError(writer, result.Failure);
        }
    });

    private static void WriteRegions(Utf8JsonWriter writer, ExecutionReport report)
    {
        writer.WriteStartArray("regions");
        foreach (RegionReport region in report.Regions)
        {
            writer.WriteStartObject();
            writer.WriteString("name", region.Name);
            writer.WriteNumber("depth", region.Depth);
            writer.WriteNumber("count", region.Count);
            writer.WriteNumber("cycles", region.Cycles);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteFunctions(Utf8JsonWriter writer, ExecutionResult result)
    {
        writer.WriteStartArray("functions");
        foreach (FunctionCycles function in FlatProfile.ByFunction(result.Image, result.Report.InstructionCounts))
        {
            writer.WriteStartObject();
            writer.WriteString("name", function.Name);
            writer.WriteNumber("cycles", function.Cycles);
            writer.WriteNumber("entries", function.Entries);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteShards(Utf8JsonWriter writer, ExecutionReport report)
    {
        writer.WriteStartArray("shardDetails");
        foreach (ShardCheckpoint shard in report.Shards)
        {
            writer.WriteStartObject();
            writer.WriteNumber("index", shard.Index);
            writer.WriteNumber("cycles", shard.Cycles);
            writer.WriteNumber("cells", shard.Cost.Cells);
            writer.WriteNumber("boundaryCells", shard.Cost.BoundaryCells);
            writer.WriteNumber("interactions", shard.Cost.Interactions);
            writer.WriteNumber("touchedWords", shard.Memory.Count);
            writer.WriteNumber("hintWords", shard.HintWords);
            JsonReport.WriteCounts(writer, "rows", shard.Rows.Select((rows, table) => (((InstructionTable)table).ToString(), (ulong)rows)));
            JsonReport.WriteCounts(writer, "calls", shard.Calls.OrderBy(call => call.Key).Select(call => (SyscallCodes.Name(call.Key), (ulong)call.Value)));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
