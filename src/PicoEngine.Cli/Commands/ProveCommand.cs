// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;

namespace PicoEngine.Cli.Commands;

/// <summary><c>pico prove</c>: its options. What it does stands in <see cref="ProveRun"/>.</summary>
internal static class ProveCommand
{
    public static Command Create(CommandContext context)
    {
        var guest = new GuestOptions();
        var proving = new ProvingOptions();
        var command = new Command("prove", "Runs a guest and proves the run: a file that anybody can verify with the program's key.");
        guest.AddTo(command);
        proving.AddTo(command);
        command.SetAction(parsed =>
        {
            GuestRequest request = guest.Read(parsed);
            return ProveRun.Run(context, proving.Read(parsed, context, request, Path.GetFileNameWithoutExtension(request.Name)));
        });
        return command;
    }
}
