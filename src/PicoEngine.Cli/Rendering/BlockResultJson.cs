// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Ethereum;
using PicoEngine.Executor.Profiling;

namespace PicoEngine.Cli.Rendering;

/// <summary>Executed blocks as one JSON object.</summary>
internal static class BlockResultJson
{
    public static void Write(TextWriter output, IReadOnlyList<BlockResult> results, bool detailed) => JsonReport.Write(output, writer =>
    {
        writer.WriteStartArray("blocks");
        foreach (BlockResult result in results)
        {
            writer.WriteStartObject();
            writer.WriteString("block", result.Name);
            if (result.Execution is { } run)
            {
                WriteFacts(writer, run.Job.Facts);
                WriteRun(writer, run, result.Failure is null);
                if (detailed)
                {
                    ShardRenderer.WriteJson(writer, run.Shards);
                }
            }

            if (result.Failure is not null)
            {
                FailureRenderer.WriteError(writer, result.Failure);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("medians");
        WriteMedians(writer, "all", BlockMedians.OfAll(results));
        WriteMedians(writer, "mainnetAboveOneMillionGas", BlockMedians.OfMainnet(results));
        writer.WriteEndObject();
        if (results.FirstOrDefault(result => result.Failure is not null) is { } failed)
        {
            FailureRenderer.WriteError(writer, failed.Failure!);
        }
    });

    private static void WriteFacts(Utf8JsonWriter writer, BlockFacts facts)
    {
        writer.WriteNumber("chainId", facts.ChainId);
        writer.WriteString("chain", facts.ChainName);
        writer.WriteString("fork", facts.Fork.ToString());
        writer.WriteNumber("number", facts.Number);
        writer.WriteString("hash", facts.Hash.ToString());
        writer.WriteNumber("gasUsed", facts.GasUsed);
        writer.WriteNumber("gasLimit", facts.GasLimit);
        writer.WriteNumber("transactions", facts.TransactionCount);
        writer.WriteNumber("timestamp", facts.Timestamp);
        writer.WriteNumber("blockBytes", facts.BlockBytes);
        writer.WriteNumber("witnessBytes", facts.WitnessBytes);
    }

    private static void WriteRun(Utf8JsonWriter writer, BlockExecution run, bool valid)
    {
        writer.WriteBoolean("valid", valid);
        writer.WriteNumber("exitCode", run.Report.ExitCode);
        JsonReport.WriteHex(writer, "publicValues", run.Report.PublicValues.Span);
        JsonReport.WriteHex(writer, "expectedPublicValues", run.Job.Expected.ToBytes());
        writer.WriteNumber("cycles", run.Report.Cycles);
        writer.WriteNumber("shards", run.Shards.Count);
        writer.WriteNumber("cells", run.Cells);
        writer.WriteNumber("interactions", run.Interactions);
        writer.WriteNumber("cyclesPerGas", run.PerGas(run.Report.Cycles));
        writer.WriteNumber("cellsPerGas", run.PerGas(run.Cells));
        writer.WriteNumber("interactionsPerGas", run.PerGas(run.Interactions));
        writer.WriteNumber("seconds", run.Report.Duration.TotalSeconds);
        writer.WriteNumber("preparationSeconds", run.Preparation.TotalSeconds);
        writer.WriteStartArray("phases");
        foreach (RegionReport phase in run.Report.Regions)
        {
            writer.WriteStartObject();
            writer.WriteString("name", phase.Name);
            writer.WriteNumber("depth", phase.Depth);
            writer.WriteNumber("count", phase.Count);
            writer.WriteNumber("cycles", phase.Cycles);
            writer.WriteNumber("seconds", phase.Duration.TotalSeconds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("tables");
        foreach (var table in run.Tables)
        {
            writer.WriteStartObject(table.Name);
            writer.WriteNumber("rows", table.Rows);
            writer.WriteNumber("cells", table.Cells);
            writer.WriteNumber("interactions", table.Interactions);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        JsonReport.WriteCounts(writer, "syscalls", run.Calls);
        writer.WriteNumber("keccak256Blocks", run.Report.Keccak256Blocks);
        writer.WriteNumber("unconstrainedCycles", run.Report.UnconstrainedCycles);
    }

    private static void WriteMedians(Utf8JsonWriter writer, string name, BlockMedians? medians)
    {
        if (medians is not null)
        {
            writer.WriteStartObject(name);
            writer.WriteNumber("blocks", medians.Blocks);
            writer.WriteNumber("cyclesPerGas", medians.CyclesPerGas);
            writer.WriteNumber("cellsPerGas", medians.CellsPerGas);
            writer.WriteNumber("interactionsPerGas", medians.InteractionsPerGas);
            writer.WriteEndObject();
        }
    }
}
