// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Cli.Devices;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using PicoEngine.Contracts.Text;
using PicoEngine.Executor;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Commands;

/// <summary><c>pico estimate</c>: executes a guest, measures the machine for a second, and says what the proof would take.</summary>
internal static class EstimateCommand
{
    public static Command Create(CommandContext context)
    {
        var guest = new GuestOptions();
        var prover = new ProverSettings();
        Option<bool> json = SharedOptions.Json();
        Option<bool> detailed = SharedOptions.Detailed();
        var command = new Command("estimate", "Runs a guest and says what proving the run would take here: time, memory, bytes of proof. Nothing is proven.");
        guest.AddTo(command);
        prover.AddTo(command);
        command.Add(json);
        command.Add(detailed);
        command.SetAction(parsed => CommandRunner.Run(context, parsed.GetValue(json), parsed.GetValue(detailed), () =>
        {
            EstimateResult result = Estimate(context, guest.Read(parsed), prover.Read(parsed));
            if (parsed.GetValue(json))
            {
                EstimateRenderer.WriteJson(context.Output, result, parsed.GetValue(detailed));
            }
            else
            {
                EstimateRenderer.WriteText(context.Output, result, parsed.GetValue(detailed));
            }

            return ExitCode.Ok;
        }));
        return command;
    }

    private static EstimateResult Estimate(CommandContext context, GuestRequest guest, ProverRequest request)
    {
        using GuestProgram program = guest.LoadProgram();
        GuestInput input = guest.ReadInput(context);
        using DeviceSession devices = request.OpenDevices(context);
        using PicoProver prover = PicoProver.Create(devices.Options);
        context.Cancellation.ThrowIfCancellationRequested();
        using ProgramKey key = prover.Setup(program);
        ProofEstimate estimate = prover.Estimate(
            key,
            input,
            new ProofOptions
            {
                CycleLimit = guest.CycleLimit,
                OnLine = (_, line) => context.Error.WriteLine(UntrustedText.Show(line)),
                OnWarning = warning => context.Error.WriteLine($"warning: {warning}"),
            },
            context.Cancellation);
        return new EstimateResult(guest.Name, program.Image.Sha256, prover.Family.Parameters.Name, request.Options.DegreeOfParallelism, key.Digest.ToArray(), devices.Selection, estimate);
    }
}
