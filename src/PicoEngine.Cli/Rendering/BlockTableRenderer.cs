// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.Ethereum;
using Spectre.Console;
using static PicoEngine.Cli.Rendering.BlockExecutionRenderer;

namespace PicoEngine.Cli.Rendering;

/// <summary>Several blocks as one table, with medians.</summary>
internal static class BlockTableRenderer
{
    public static void Write(TextWriter output, IReadOnlyList<BlockResult> results)
    {
        Table table = TextTables.Create(
            "block", "fork", "#gas", "#transactions", "output", "#shards", "#cycles", "#a gas", "#cells", "#a gas", "#interactions", "#a gas", "#seconds");
        foreach (BlockResult result in results)
        {
            if (result.Execution is { } run)
            {
                BlockFacts facts = run.Job.Facts;
                TextTables.AddRow(
                    table, string.Create(CultureInfo.InvariantCulture, $"{facts.ChainName} {facts.Number}"), facts.Fork.ToString(), Format.Count(facts.GasUsed),
                    Format.Count(facts.TransactionCount), result.Failure?.Error.Name ?? "valid", Format.Count(run.Shards.Count),
                    Format.Count(run.Report.Cycles), Ratio(run.PerGas(run.Report.Cycles)), Format.Count(run.Cells), Ratio(run.PerGas(run.Cells)),
                    Format.Count(run.Interactions), Ratio(run.PerGas(run.Interactions)), run.Report.Duration.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture));
            }
            else
            {
                TextTables.AddRow(table, [result.Name, "", "", "", result.Failure!.Error.Name, .. Enumerable.Repeat("", 8)]);
            }
        }

        AddMedians("median", BlockMedians.OfAll(results));
        AddMedians("median, mainnet above 1 M gas", BlockMedians.OfMainnet(results));
        TextTables.Console(output).Write(table);
        output.Flush();

        void AddMedians(string name, BlockMedians? medians)
        {
            if (medians is not null)
            {
                TextTables.AddRow(
                    table, name, "", "", "", $"of {medians.Blocks}", "", "", Ratio(medians.CyclesPerGas), "", Ratio(medians.CellsPerGas), "",
                    Ratio(medians.InteractionsPerGas), "");
            }
        }
    }
}
