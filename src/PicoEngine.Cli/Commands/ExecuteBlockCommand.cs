// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Cli.Rendering;

namespace PicoEngine.Cli.Commands;

/// <summary><c>pico execute-block</c>: its options. What it does stands in <see cref="ExecuteBlockRun"/>.</summary>
internal static class ExecuteBlockCommand
{
    public static Command Create(CommandContext context)
    {
        var blocks = new BlockOptions(most: int.MaxValue);
        Option<ulong> cycleLimit = GuestOptions.CycleLimit();
        var prover = new ProverSettings();
        Option<string> progress = SharedOptions.Progress();
        Option<bool> json = SharedOptions.Json();
        Option<bool> detailed = SharedOptions.Detailed();
        var command = new Command(
            "execute-block", "Runs the block guest on Ethereum blocks and says what proving them would have to carry: cycles and cells, by phase and by table.");
        blocks.AddTo(command);
        command.Add(cycleLimit);
        prover.AddSizesTo(command);
        foreach (Option option in (Option[])[progress, json, detailed])
        {
            command.Add(option);
        }

        command.SetAction(parsed => ExecuteBlockRun.Run(context, new ExecuteBlockRequest
        {
            Blocks = blocks.Read(parsed),
            CycleLimit = parsed.GetValue(cycleLimit),
            Prover = prover.ReadSizes(parsed),
            Progress = ProgressStyles.Choose(parsed.GetRequiredValue(progress), context.IsInteractive),
            Json = parsed.GetValue(json),
            Detailed = parsed.GetValue(detailed),
        }));
        return command;
    }
}
