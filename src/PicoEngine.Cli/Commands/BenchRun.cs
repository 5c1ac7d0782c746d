// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Cli.Benchmarks;
using PicoEngine.Cli.Benchmarks.Kernels;
using PicoEngine.Cli.Devices;
using PicoEngine.Cli.Inputs;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using PicoEngine.Proving.Devices;

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
        using OutputFile? file = request.Output is null ? null : OutputFile.Open(request.Output);
        BenchmarkReport report = request.Benchmark switch
        {
            PrimitivesBenchmark.Name => PrimitivesBenchmark.Run(context.Cancellation),
            KernelsBenchmark.Name => Kernels(context, request),
            _ => Prove(context, request),
        };
        report = reference is null ? report : BenchmarkReference.Compare(report, request.Reference!, reference);
        Write(context.Output, request.Format, report);
        if (file is not null)
        {
            using var text = new StringWriter();
            BenchmarkRenderer.WriteJson(text, report);
            file.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }

        return ExitCode.Ok;
    }

    /// <summary>On the first of the devices: each is measured for itself.</summary>
    private static BenchmarkReport Kernels(CommandContext context, BenchRequest request)
    {
        using DeviceSession devices = request.Prover.OpenDevices(context);
        SelectedDevice selected = devices.Selection.Devices[0];
        int threads = devices.Options.DegreeOfParallelism;
        if (selected.Facts.Kind == BackendKind.Cuda)
        {
            return CudaKernels.Run(context.Nvidia, selected.Facts.Index, threads, request.Kernels, context.Cancellation);
        }

        using IProvingDevice device = selected.Provider.Open(selected.Facts.Index);
        using IProverBackend backend = device.CreateBackend(threads);
        return HostKernels.Run(backend, threads, request.Kernels, context.Cancellation);
    }

    private static BenchmarkReport Prove(CommandContext context, BenchRequest request)
    {
        using GuestProgram program = request.Elf is null ? ProofBenchmark.LoadBuiltIn() : GuestProgram.Load(NamedFile.Read(request.Elf));
        GuestInput input = request.Elf is null ? ProofBenchmark.InputFor(request.Cycles) : GuestInputReader.Read(request.Inputs, context.OpenInput);
        using ProfiledDevices? profiled = request.Profile ? new() : null;
        using DeviceSession devices = request.Prover.OpenDevices(profiled is null ? context : Profiling(context, profiled));
        using TimelineFile? timeline = TimelineFile.Open(request.Timeline);
        using var display = new ProofDisplay(context, request.Progress, timeline?.Timeline);
        display.Announce(devices.Selection);
        if (profiled is not null && devices.Selection.Kind != BackendKind.Cuda)
        {
            throw new PicoException(ErrorCatalog.Usage, $"--kernels is for GPUs that cuda drives; this is {devices.Selection.Reason}");
        }

        profiled?.Timeline = timeline?.Timeline;
        BenchmarkReport report = display.Run(
            () => ProofBenchmark.Run(devices.Options, program, input, ExecutionOptions.DefaultCycleLimit, display, profiled, context.Cancellation));
        timeline?.Write();
        return report;
    }

    /// <summary>The same world, in which GPUs are opened with a profile.</summary>
    private static CommandContext Profiling(CommandContext context, ProfiledDevices devices) => context with
    {
        CreateProvider = kind => kind == BackendKind.Cuda ? devices.CreateProvider(context.Nvidia.Driver, context.Nvidia.Management) : context.CreateProvider?.Invoke(kind),
    };

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
