// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Cli.Devices;
using PicoEngine.Cli.Diagnosis;
using PicoEngine.Cli.Diagnosis.SelfTest;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Commands;

/// <summary><c>pico doctor</c>: says whether the engine works on this machine, and what to do where it does not.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandContext context)
    {
        var selfTest = new Option<bool>("--self-test")
        {
            Description = "Also let each device compute and prove, and compare with what the processor gives, byte by byte. Takes a minute or more.",
        };
        var backend = new BackendOptions();
        Option<string> progress = SharedOptions.Progress();
        Option<bool> json = SharedOptions.Json();
        var command = new Command("doctor", "Looks for what usually fails on a machine; everything that is not in order comes with its fix.") { selfTest };
        backend.AddTo(command);
        command.Add(progress);
        command.Add(json);
        command.Validators.Add(result => OptionRules.RefuseUnless(
            result, result.GetValue(selfTest) || !backend.IsGiven(result), "--backend and --devices go with --self-test."));
        command.SetAction(parsed => CommandRunner.Run(context, parsed.GetValue(json), detailed: false, () => Examine(
            context,
            parsed.GetValue(selfTest) ? backend.Read(parsed) : null,
            ProgressStyles.Choose(parsed.GetRequiredValue(progress), context.IsInteractive),
            parsed.GetValue(json))));
        return command;
    }

    private static ExitCode Examine(CommandContext context, BackendRequest? selfTest, ProgressStyle progress, bool json)
    {
        MachineFacts facts = MachineFacts.Read(Examination.OptionalCommands.Select(optional => optional.Command), context.Cancellation);
        GpuSurvey gpus = GpuSurvey.Read(context.Nvidia);
        var findings = new List<Finding>();
        Show(Examination.Judge(facts, gpus));
        if (selfTest is not null)
        {
            Test(context, selfTest, progress, Show);
        }

        PicoException? failure = FindingRenderer.FailureOf(findings);
        if (json)
        {
            FindingRenderer.WriteJson(context.Output, findings, gpus, failure);
        }

        return failure?.Error.Exit ?? ExitCode.Ok;

        // People see what was found while the rest is looked at; a run that is ended has shown that much.
        void Show(IReadOnlyList<Finding> found)
        {
            findings.AddRange(found);
            if (!json)
            {
                FindingRenderer.WriteText(context.Output, found);
            }
        }
    }

    private static void Test(CommandContext context, BackendRequest request, ProgressStyle progress, Action<IReadOnlyList<Finding>> show)
    {
        using DeviceSession devices = DeviceSession.Open(context, request, new ProverOptions());
        var line = new StatusLine(context, progress);
        line.Run("self-test", () =>
        {
            foreach (Finding finding in new DeviceSelfTest(devices, context.SelfTest, line.Note, context.Cancellation).Run())
            {
                show([finding]);
            }

            return true;
        });
    }
}
