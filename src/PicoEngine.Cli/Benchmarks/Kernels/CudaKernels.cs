// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Backends.Cuda;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Ops;
using PicoEngine.Backends.Cuda.Profiling;
using PicoEngine.Cli.Devices;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary><c>bench kernels</c> on an NVIDIA GPU: kernels alone, by the device's events.</summary>
internal static class CudaKernels
{
    // The largest case holds a matrix, what it becomes, and half as much again.
    private const int BuffersOfLargest = 4;
    private const int FewestRuns = 7;

    /// <summary>Measures the limits of the device and then the cases.</summary>
    /// <param name="libraries">Through which libraries it is reached.</param>
    /// <param name="ordinal">Its number.</param>
    /// <param name="threads">Threads of the host that copy rows.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellation">Asked between two runs.</param>
    public static BenchmarkReport Run(NvidiaLibraries libraries, int ordinal, int threads, KernelsRequest request, CancellationToken cancellation)
    {
        using DeviceInventory inventory = DeviceInventory.Open(libraries.Driver, libraries.Management);
        using CudaContext context = inventory.CreateContext(ordinal);
        KernelSizes sizes = new(request.LogWords ?? Largest(context.MeasureMemory().Free));
        DeviceState before = MeasuredDevice.StateOf(inventory, ordinal);
        using CudaStream stream = context.CreateStream();
        using CudaNtt ntt = new(context);
        using CudaBackend backend = new(context, threads);
        using DeviceProfiler profiler = new(context);
        KernelCeilings ceilings = new DeviceCeilings(context, stream, profiler, sizes).Measure();
        cancellation.ThrowIfCancellationRequested();
        DeviceClock clock = new(profiler);
        IEnumerable<KernelCase> cases =
        [
            .. PrimitiveCases.Of(new DevicePrimitiveCases(context, stream, ntt, sizes), sizes), .. ProverCases.Of(backend, sizes), .. OpeningCases.Of(backend, sizes),
        ];
        KernelsBenchmark benchmark = new(clock, request.Runs ?? FewestRuns, request.Runs ?? KernelsBenchmark.UsualMostRuns);
        IReadOnlyList<BenchmarkRow> rows = benchmark.Run(cases.Where(request.Includes), ceilings, cancellation);
        DeviceState after = MeasuredDevice.StateOf(inventory, ordinal);
        return new BenchmarkReport(KernelsBenchmark.Name, threads, rows)
        {
            Backend = backend.Name,
            Device = new MeasuredDevice(context.Device, MeasuredDevice.DriverOf(inventory, ordinal), before, after),
            Ceilings = ceilings.Figures,
            Clock = clock.Measures,
            Counts = [("logWords", sizes.LogWords)],
            Remarks = [.. Targets.Compare(context.Device.Name, rows, ceilings.BytesPerSecond)],
        };
    }

    /// <summary>The largest size that fits.</summary>
    private static int Largest(long freeBytes) =>
        Math.Clamp(BitOperations.Log2((ulong)Math.Max(1, freeBytes / (BuffersOfLargest * sizeof(uint)))), KernelSizes.Smallest, KernelSizes.Largest);
}
