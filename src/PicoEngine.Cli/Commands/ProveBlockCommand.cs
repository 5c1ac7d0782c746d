// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Cli.Inputs;

namespace PicoEngine.Cli.Commands;

/// <summary><c>pico prove-block</c>: its options. What it does stands in <see cref="ProveRun"/>.</summary>
internal static class ProveBlockCommand
{
    public static Command Create(CommandContext context)
    {
        var blocks = new BlockOptions(most: 1);
        Option<ulong> cycleLimit = GuestOptions.CycleLimit();
        var proving = new ProvingOptions();
        var command = new Command("prove-block", "Proves that an Ethereum block is valid: a file that pico verify --block-guest takes.");
        blocks.AddTo(command);
        proving.AddTo(command);
        command.Add(cycleLimit);
        command.SetAction(parsed =>
        {
            BlockSource block = blocks.Read(parsed)[0];
            return ProveRun.Run(context, proving.Read(parsed, context, new BlockProofSource(block, parsed.GetValue(cycleLimit)), block.Stem));
        });
        return command;
    }
}
