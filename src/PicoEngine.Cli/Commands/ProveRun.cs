// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Devices;
using PicoEngine.Cli.Inputs;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using PicoEngine.Contracts.Text;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Commands;

/// <summary>What <c>pico prove</c> and <c>pico prove-block</c> do.</summary>
internal static class ProveRun
{
    public static int Run(CommandContext context, ProveRequest request) =>
        CommandRunner.Run(context, request.Json, request.Detailed, () => Prove(context, request));

    private static ExitCode Prove(CommandContext context, ProveRequest request)
    {
        // All that can be wrong with the command line comes first: a proof takes long.
        byte[]? expectedKey = request.ExpectedKey is null ? null : KeyReference.ReadDigest(request.ExpectedKey);
        using OutputFile output = OutputFile.Open(request.Output);
        using TimelineFile? timeline = TimelineFile.Open(request.Timeline);
        using DeviceSession devices = request.Prover.OpenDevices(context);
        using PicoProver prover = PicoProver.Create(devices.Options);
        using var display = new ProofDisplay(context, request.Progress, timeline?.Timeline);
        ProofResult result = display.Run(() =>
        {
            display.Announce(devices.Selection);
            using ProofSubject subject = request.Source.Open(context, display.Note);
            display.Report(new ProofProgress(ProvingPhase.Setup, 0, 0, 0, 0, TimeSpan.Zero));
            context.Cancellation.ThrowIfCancellationRequested();
            using ProgramKey key = prover.Setup(subject.Program);
            if (expectedKey is not null)
            {
                KeyReference.RequireSame($"{request.Source.Name} at {prover.Family.Parameters.Name}", expectedKey, key.Digest.Span);
            }

            ProvenRun run = prover.Prove(key, subject.Input, Options(request, subject, display), display, context.Cancellation);
            return new ProofResult(request.Source.Name, request.Output, run, key.Duration, devices.Selection) { Block = subject.ReadStatement(run) };
        });
        output.Write(result.Run.ProofBytes);
        timeline?.Write();
        if (request.Json)
        {
            ProofRenderer.WriteJson(context.Output, result, request.Detailed);
        }
        else
        {
            ProofRenderer.WriteText(context.Output, result, request.Detailed);
        }

        return ExitCode.Ok;
    }

    private static ProofOptions Options(ProveRequest request, ProofSubject subject, ProofDisplay display) => new()
    {
        CycleLimit = request.Source.CycleLimit,
        ResumeDirectory = request.Resume,
        Annotation = subject.Annotation,
        OnExecuted = subject.OnExecuted,
        OnLine = (descriptor, line) =>
        {
            subject.OnLine?.Invoke(descriptor, line);
            display.WriteLine(UntrustedText.Show(line));
        },
        OnWarning = display.Warn,
    };
}
