// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PicoEngine.Cli.Rendering;
using PicoEngine.Executor;
using PicoEngine.Executor.Sharding;

namespace PicoEngine.Cli.Commands;

/// <summary><c>pico execute</c>: its options. What it does stands in <see cref="ExecuteRun"/>.</summary>
internal static class ExecuteCommand
{
    public static Command Create(CommandContext context)
    {
        var elf = new Option<string>("--elf") { Description = "The guest program, an RV32IM ELF file.", Required = true, HelpName = "FILE" };
        var inputs = new Option<string[]>("--input")
        {
            Description = "One element of the guest's input: 0x and hex digits, a file, or - for standard input. Give it once for each element, in order.",
            HelpName = "FILE|0xHEX|-",
            DefaultValueFactory = _ => [],
        };
        var bincode = new Option<string?>("--input-bincode")
        {
            Description = "All elements at once: a stdin builder as Pico's clients write it with bincode.",
            HelpName = "FILE",
        };
        var cycleLimit = new Option<ulong>("--cycles-limit")
        {
            Description = "Most cycles to run.",
            HelpName = "N",
            DefaultValueFactory = _ => ExecutionOptions.DefaultCycleLimit,
        };
        var expectedExit = new Option<uint>("--expect-exit")
        {
            Description = "The exit code that counts as success.",
            HelpName = "N",
            DefaultValueFactory = _ => 0,
        };
        var shardCells = new Option<long>("--shard-cells")
        {
            Description = $"Trace cells of a shard at most, {ShardLimits.MinimumCells} or more.",
            HelpName = "N",
            DefaultValueFactory = _ => ShardLimits.Default.Cells,
        };
        var profile = new Option<string?>("--profile")
        {
            Description = "Write cycles by function and call path: .pb for pprof and speedscope, .json for profiler.firefox.com.",
            HelpName = "OUT.pb|OUT.json",
        };
        var report = new Option<string>("--report")
        {
            Description = "Form of the report on standard output.",
            HelpName = "text|json",
            DefaultValueFactory = _ => "text",
        };
        var progress = new Option<string>("--progress")
        {
            Description = "Progress on standard error; auto is tty on a terminal and plain elsewhere.",
            HelpName = "auto|tty|plain|json|none",
            DefaultValueFactory = _ => "auto",
        };
        Option<bool> json = SharedOptions.Json();
        Option<bool> detailed = SharedOptions.Detailed();
        report.AcceptOnlyFromAmong("text", "json");
        progress.AcceptOnlyFromAmong("auto", "tty", "plain", "json", "none");
        shardCells.Validators.Add(result => RefuseBelow(result, ShardLimits.MinimumCells));
        cycleLimit.Validators.Add(result => RefuseBelow(result, 1));
        profile.Validators.Add(result => RefuseUnless(result, ProfileFile.IsSupported(result.GetValueOrDefault<string?>()), "--profile must end in .pb or .json."));

        var command = new Command("execute", "Runs a guest and reports cycles, shards, public values and exit code. Nothing is proven.")
        {
            elf, inputs, bincode, cycleLimit, expectedExit, shardCells, profile, report, json, progress, detailed,
        };
        command.Validators.Add(result => RefuseUnless(
            result,
            result.GetResult(bincode) is null || result.GetResult(inputs) is not { Implicit: false },
            "--input and --input-bincode exclude each other."));
        command.SetAction(parsed => ExecuteRun.Run(context, new ExecuteRequest
        {
            Elf = parsed.GetRequiredValue(elf),
            Inputs = parsed.GetRequiredValue(inputs),
            Bincode = parsed.GetValue(bincode),
            CycleLimit = parsed.GetValue(cycleLimit),
            ExpectedExit = parsed.GetValue(expectedExit),
            Shards = new ShardLimits { Cells = parsed.GetValue(shardCells) },
            Profile = parsed.GetValue(profile),
            Progress = ProgressStyles.Choose(parsed.GetRequiredValue(progress), context.IsInteractive),
            Json = parsed.GetValue(json) || parsed.GetValue(report) == "json",
            Detailed = parsed.GetValue(detailed),
        }));
        return command;
    }

    /// <summary>A value that is no number at all is refused by the parser itself.</summary>
    private static void RefuseBelow(OptionResult result, long minimum)
    {
        if (result.Tokens is [var token, ..] && long.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long value))
        {
            RefuseUnless(result, value >= minimum, $"{result.Option.Name} must be {minimum} or more.");
        }
    }

    private static void RefuseUnless(SymbolResult result, bool holds, string message)
    {
        if (!holds)
        {
            result.AddError(message);
        }
    }
}
