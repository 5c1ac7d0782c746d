// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Cli.Rendering;
using PicoEngine.Executor.Sharding;

namespace PicoEngine.Cli.Commands;

/// <summary><c>pico execute</c>: its options. What it does stands in <see cref="ExecuteRun"/>.</summary>
internal static class ExecuteCommand
{
    public static Command Create(CommandContext context)
    {
        var guest = new GuestOptions();
        var expectedExit = new Option<uint>("--expect-exit")
        {
            Description = "The exit code that counts as success.",
            HelpName = "N",
            DefaultValueFactory = _ => 0,
        };
        var shardCells = new Option<long?>("--shard-cells")
        {
            Description = $"Trace cells of a shard at most, {ShardLimits.MinimumCells} or more. Without it, those of the shards that `pico prove` would make here.",
            HelpName = "N",
        };
        var prover = new ProverSettings();
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
        Option<string> progress = SharedOptions.Progress();
        Option<bool> json = SharedOptions.Json();
        Option<bool> detailed = SharedOptions.Detailed();
        report.AcceptOnlyFromAmong("text", "json");
        shardCells.Validators.Add(result => OptionRules.RefuseUnless(
            result,
            result.GetValueOrDefault<long?>() is null or >= ShardLimits.MinimumCells,
            $"--shard-cells must be {ShardLimits.MinimumCells} or more."));
        profile.Validators.Add(result => OptionRules.RefuseUnless(result, ProfileFile.IsSupported(result.GetValueOrDefault<string?>()), "--profile must end in .pb or .json."));

        var command = new Command("execute", "Runs a guest and reports cycles, shards, public values and exit code. Nothing is proven.");
        guest.AddTo(command);
        prover.AddSizesTo(command);
        foreach (Option option in (Option[])[expectedExit, shardCells, profile, report, json, progress, detailed])
        {
            command.Add(option);
        }

        command.SetAction(parsed => ExecuteRun.Run(context, new ExecuteRequest
        {
            Guest = guest.Read(parsed),
            ExpectedExit = parsed.GetValue(expectedExit),
            Prover = prover.ReadSizes(parsed),
            ShardCells = parsed.GetValue(shardCells),
            Profile = parsed.GetValue(profile),
            Progress = ProgressStyles.Choose(parsed.GetRequiredValue(progress), context.IsInteractive),
            Json = parsed.GetValue(json) || parsed.GetValue(report) == "json",
            Detailed = parsed.GetValue(detailed),
        }));
        return command;
    }
}
