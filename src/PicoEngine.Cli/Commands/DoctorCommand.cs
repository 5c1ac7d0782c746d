// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Cli.Diagnosis;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli.Commands;

/// <summary><c>pico doctor</c>: says whether the engine works on this machine, and what to do where it does not.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandContext context)
    {
        Option<bool> json = SharedOptions.Json();
        var command = new Command("doctor", "Looks for what usually fails on a machine; everything that is not in order comes with its fix.") { json };
        command.SetAction(parsed => CommandRunner.Run(context, parsed.GetValue(json), detailed: false, () => Examine(context, parsed.GetValue(json))));
        return command;
    }

    private static ExitCode Examine(CommandContext context, bool json)
    {
        MachineFacts facts = MachineFacts.Read(Examination.OptionalCommands.Select(optional => optional.Command), context.Cancellation);
        GpuSurvey gpus = GpuSurvey.Read(context.Nvidia);
        IReadOnlyList<Finding> findings = Examination.Judge(facts, gpus);
        PicoException? failure = FindingRenderer.FailureOf(findings);
        if (json)
        {
            FindingRenderer.WriteJson(context.Output, findings, gpus, failure);
        }
        else
        {
            FindingRenderer.WriteText(context.Output, findings);
        }

        return failure?.Error.Exit ?? ExitCode.Ok;
    }
}
