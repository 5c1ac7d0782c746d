// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Benchmarks;
using PicoEngine.Cli.Devices;
using PicoEngine.Cli.Inputs;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;

namespace PicoEngine.Cli.Commands;

/// <summary>What <c>pico bench</c> does.</summary>
internal static class BenchRun
{
    public static int Run(CommandContext context, BenchRequest request) =>
        CommandRunner.Run(context, request.Format == "json", detailed: false, () => Measure(context, request));

    private static ExitCode Measure(CommandContext context, BenchRequest request)
    {
        // A reference that cannot be read is found out before the measurement.
        var reference = request.Reference is null
            ? null
            : BenchmarkReference.Read(NamedFile.Read(request.Reference), request.Reference, request.Benchmark);
        BenchmarkReport report = request.Benchmark == PrimitivesBenchmark.Name
            ? PrimitivesBenchmark.Run(context.Cancellation)
            : Prove(context, request);
        Write(context.Output, request.Format, reference is null ? report : BenchmarkReference.Compare(report, request.Reference!, reference));
        return ExitCode.Ok;
    }

    private static BenchmarkReport Prove(CommandContext context, BenchRequest request)
    {
        using GuestProgram program = request.Elf is null ? ProofBenchmark.LoadBuiltIn() : GuestProgram.Load(NamedFile.Read(request.Elf));
        GuestInput input = request.Elf is null ? ProofBenchmark.InputFor(request.Cycles) : GuestInputReader.Read(request.Inputs, context.OpenInput);
        using DeviceSession devices = request.Prover.OpenDevices(context);
        using var display = new ProofDisplay(context, request.Progress, timeline: null);
        display.Announce(devices.Selection);
        return display.Run(() => ProofBenchmark.Run(devices.Options, program, input, ExecutionOptions.DefaultCycleLimit, display, context.Cancellation));
    }

    private static void Write(TextWriter output, string format, BenchmarkReport report)
    {
        Action<TextWriter, BenchmarkReport> write = format switch
        {
            "json" => BenchmarkRenderer.WriteJson,
            "md" => BenchmarkRenderer.WriteMarkdown,
            _ => BenchmarkRenderer.WriteTable,
        };
        write(output, report);
    }
}
