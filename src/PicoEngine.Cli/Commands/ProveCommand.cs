// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Cli.Rendering;

namespace PicoEngine.Cli.Commands;

/// <summary><c>pico prove</c>: its options. What it does stands in <see cref="ProveRun"/>.</summary>
internal static class ProveCommand
{
    private const string ProofExtension = ".pico";

    public static Command Create(CommandContext context)
    {
        var guest = new GuestOptions();
        var prover = new ProverSettings();
        var output = new Option<string?>("--output", "-o")
        {
            Description = $"Where the proof goes; an older file of that name is replaced. Without it, the program's name with {ProofExtension}, in this folder.",
            HelpName = "FILE",
        };
        var resume = new Option<string?>("--resume")
        {
            Description = "Folder in which finished shards are kept. The same command goes on there after a crash, a full disk or Ctrl-C.",
            HelpName = "DIR",
        };
        var expectedKey = new Option<string?>("--expect-vkey")
        {
            Description = "The verifying key that the program must have; another one is refused before anything is proved.",
            HelpName = "0xDIGEST|FILE",
        };
        var timeline = new Option<string?>("--timeline")
        {
            Description = "Write when each phase of each shard was worked on, for ui.perfetto.dev or chrome://tracing.",
            HelpName = "FILE.json",
        };
        var verify = new Option<bool>("--verify") { Description = "Verify the proof of each shard as soon as it is made; the default." };
        var noVerify = new Option<bool>("--no-verify") { Description = "Verify only the finished file, not each shard before it." };
        Option<string> progress = SharedOptions.Progress();
        Option<bool> json = SharedOptions.Json();
        Option<bool> detailed = SharedOptions.Detailed();

        var command = new Command("prove", "Runs a guest and proves the run: a file that anybody can verify with the program's key.");
        guest.AddTo(command);
        command.Add(output);
        prover.AddTo(command);
        foreach (Option option in (Option[])[resume, expectedKey, verify, noVerify, timeline, progress, json, detailed])
        {
            command.Add(option);
        }

        command.Validators.Add(result => OptionRules.RefuseUnless(
            result, !result.GetValue(verify) || !result.GetValue(noVerify), "--verify and --no-verify exclude each other."));
        command.SetAction(parsed =>
        {
            GuestRequest request = guest.Read(parsed);
            return ProveRun.Run(context, new ProveRequest
            {
                Guest = request,
                Prover = prover.Read(parsed) with { SelfCheck = !parsed.GetValue(noVerify) },
                Output = parsed.GetValue(output) ?? Path.ChangeExtension(request.Name, ProofExtension),
                Resume = parsed.GetValue(resume),
                ExpectedKey = parsed.GetValue(expectedKey),
                Timeline = parsed.GetValue(timeline),
                Progress = ProgressStyles.Choose(parsed.GetRequiredValue(progress), context.IsInteractive),
                Json = parsed.GetValue(json),
                Detailed = parsed.GetValue(detailed),
            });
        });
        return command;
    }
}
