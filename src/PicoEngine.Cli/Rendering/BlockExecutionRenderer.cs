// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.Ethereum;
using PicoEngine.Executor;
using PicoEngine.Executor.Profiling;
using PicoEngine.Proving;
using Spectre.Console;

namespace PicoEngine.Cli.Rendering;

/// <summary>A run of the block guest as text: the block, its phases, the tables of its proof, its calls.</summary>
internal static class BlockExecutionRenderer
{
    // Tables with less of the cells stand in one line, unless all are asked for.
    private const double LeastShare = 0.01;

    public static void Write(TextWriter output, BlockResult result, bool detailed)
    {
        BlockExecution run = result.Execution!;
        (BlockFacts facts, ExecutionReport report) = (run.Job.Facts, run.Report);
        string transactions = $"{Format.Count(facts.TransactionCount)} {(facts.TransactionCount == 1 ? "transaction" : "transactions")}";
        Line("block", string.Create(CultureInfo.InvariantCulture, $"{facts.Number} of {facts.ChainName} ({facts.ChainId}), {facts.Fork}, {transactions}"));
        Line("hash", facts.Hash.ToString());
        Line("gas", $"{Format.Count(facts.GasUsed)} of {Format.Count(facts.GasLimit)}");
        Line("output", result.Failure is null ? $"valid, all {StatelessOutput.Size} bytes as expected" : $"NOT as expected: {result.Failure.Error.Name}");
        Line("payload root", run.Job.Expected.PayloadRoot.ToString());
        Line("cycles", $"{Format.Count(report.Cycles)} in {Format.Shards(run.Shards.Count)}, {Ratio(run.PerGas(report.Cycles))} a gas");
        Line("cells", $"{Format.Count(run.Cells)}, {Ratio(run.PerGas(run.Cells))} a gas");
        Line("interactions", $"{Format.Count(run.Interactions)}, {Ratio(run.PerGas(run.Interactions))} a gas");
        Line("time", $"{Format.Seconds(report.Duration)}, {Format.Speed(report.Cycles / Math.Max(report.Duration.TotalSeconds, 1e-9))}; input made in {Format.Seconds(run.Preparation)}");
        IAnsiConsole console = TextTables.Console(output);
        WritePhases(console, run, detailed);
        WriteTables(console, run, detailed);
        WriteCalls(console, run);
        if (detailed)
        {
            ShardRenderer.WriteText(output, run.Shards);
        }

        output.Flush();

        void Line(string name, string value) => output.WriteLine($"{name,-14} {value}");
    }

    /// <summary>With two digits behind the point.</summary>
    public static string Ratio(double value) => value.ToString("N2", CultureInfo.InvariantCulture);

    private static void WritePhases(IAnsiConsole console, BlockExecution run, bool detailed)
    {
        RegionReport[] phases = [.. run.Report.Regions.Where(region => detailed || region.Depth == 0)];
        if (phases.Length == 0)
        {
            return;
        }

        Table table = TextTables.Create("phase", "#times", "#ms", "#cycles", "#share", "#cycles a gas");
        foreach (RegionReport phase in phases)
        {
            TextTables.AddRow(
                table, new string(' ', 2 * phase.Depth) + phase.Name, Format.Count(phase.Count),
                phase.Duration.TotalMilliseconds.ToString("N1", CultureInfo.InvariantCulture), Format.Count(phase.Cycles),
                Format.Percent(phase.Cycles, run.Report.Cycles), Ratio(run.PerGas(phase.Cycles)));
        }

        console.Write(table);
    }

    private static void WriteTables(IAnsiConsole console, BlockExecution run, bool detailed)
    {
        Table table = TextTables.Create("table", "#rows", "#cells", "#share", "#cells a gas", "#interactions");
        TableFacts[] shown = [.. run.Tables.Where(facts => detailed || facts.Cells >= LeastShare * run.Cells)];
        foreach (TableFacts facts in shown)
        {
            Add(facts);
        }

        TableFacts[] rest = [.. run.Tables.Except(shown)];
        if (rest.Length > 0)
        {
            Add(new TableFacts($"{rest.Length} more", rest.Sum(facts => facts.Rows), rest.Sum(facts => facts.Cells), rest.Sum(facts => facts.Interactions)));
        }

        console.Write(table);

        void Add(TableFacts facts) => TextTables.AddRow(
            table, facts.Name, Format.Count(facts.Rows), Format.Count(facts.Cells), Format.Percent((ulong)facts.Cells, (ulong)run.Cells),
            Ratio(run.PerGas(facts.Cells)), Format.Count(facts.Interactions));
    }

    private static void WriteCalls(IAnsiConsole console, BlockExecution run)
    {
        Table table = TextTables.Create("call", "#count", "#a million gas");
        foreach ((string name, ulong count) in run.Calls.Append(("blocks of KECCAK256", run.Report.Keccak256Blocks)))
        {
            TextTables.AddRow(table, name, Format.Count(count), Ratio(1e6 * run.PerGas(count)));
        }

        console.Write(table);
    }
}
