// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Backends.Cuda;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Cli.Benchmarks;
using PicoEngine.Cli.Devices;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using PicoEngine.Proving;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Cli.Diagnosis;

/// <summary>What <c>doctor</c> wants to know about NVIDIA GPUs, apart from what it thinks of it.</summary>
internal sealed record GpuSurvey
{
    /// <summary>The library of kernels; null where it cannot be loaded.</summary>
    public KernelLibrary? Library { get; init; }

    /// <summary>Why it cannot be loaded.</summary>
    public PicoException? LibraryFailure { get; init; }

    /// <summary>Version line of the kernel module of NVIDIA's driver; null where none is loaded.</summary>
    public string? KernelModule { get; init; }

    /// <summary>The CUDA version that the driver supports; null where it cannot be used.</summary>
    public Version? CudaVersion { get; init; }

    /// <summary>Why the driver cannot be used, or that it has no devices.</summary>
    public PicoException? DriverFailure { get; init; }

    /// <summary>The system's limit of locked memory in its own words; null where it does not say.</summary>
    public string? LockedMemoryLimit { get; init; }

    /// <summary>All devices of the driver, in its order.</summary>
    public IReadOnlyList<GpuFacts> Gpus { get; init; } = [];

    /// <summary>The driver's own version, as the management library or the kernel module says it.</summary>
    public string? DriverVersion => Gpus.Select(gpu => gpu.Telemetry?.DriverVersion).FirstOrDefault(version => version is not null)
        ?? KernelModule?.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(word => Version.TryParse(word, out _));

    /// <summary>Looks at this machine; each GPU that is supported is taken into use for a moment.</summary>
    public static GpuSurvey Read(NvidiaLibraries libraries)
    {
        var survey = new GpuSurvey
        {
            KernelModule = SystemFiles.Line("/proc/driver/nvidia/version", "NVRM version:"),
            LockedMemoryLimit = SystemFiles.Limit("Max locked memory"),
        };
        try
        {
            survey = survey with { Library = KernelLibrary.Load() };
        }
        catch (PicoException failure)
        {
            return survey with { LibraryFailure = failure };
        }

        try
        {
            using DeviceInventory inventory = DeviceInventory.Open(libraries.Driver, libraries.Management);
            return survey with { CudaVersion = inventory.DriverVersion, Gpus = [.. inventory.Devices.Select(device => Plan(Look(inventory, device), libraries))] };
        }
        catch (PicoException failure)
        {
            return survey with { DriverFailure = failure };
        }
    }

    private static GpuFacts Look(DeviceInventory inventory, CudaDevice device)
    {
        var facts = new GpuFacts(device)
        {
            NumaNode = NumaNode(device.PciBusId),
        };
        try
        {
            facts = facts with { Telemetry = inventory.Measure(device.Ordinal) };
            using CudaContext context = inventory.CreateContext(device.Ordinal);
            facts = facts with { FreeBytes = context.MeasureMemory().Free };
            try
            {
                using PinnedMemory pinned = context.AllocatePinned(CudaBackend.PinnedByteCount);
                return facts;
            }
            catch (PicoException failure)
            {
                return facts with { PinningFailure = failure };
            }
        }
        catch (PicoException failure)
        {
            return facts with { Failure = failure };
        }
    }

    /// <summary>Shards depend on the program's key a little; the plan is that of a small program.</summary>
    private static GpuFacts Plan(GpuFacts facts, NvidiaLibraries libraries)
    {
        if (facts.Failure is not null || facts.PinningFailure is not null)
        {
            return facts;
        }

        using var provider = new CudaDeviceProvider(libraries.Driver, libraries.Management);
        using var processor = new CpuDeviceProvider();
        try
        {
            BackendSelection alone = BackendSelection.Choose([processor, provider], BackendKind.Cuda, [facts.Device.Ordinal]);
            using PicoProver prover = PicoProver.Create(new ProverOptions { Backend = alone });
            using GuestProgram program = ProofBenchmark.LoadBuiltIn();
            return facts with { Plan = prover.Size(program).Devices[0] };
        }
        catch (PicoException failure)
        {
            return facts with { Failure = failure };
        }
    }

    /// <summary>The kernel writes -1 where the machine has one node.</summary>
    private static int? NumaNode(string pciBusId) =>
        SystemFiles.Line($"/sys/bus/pci/devices/{pciBusId.ToLowerInvariant()}/numa_node", "") is { } line
        && int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int node)
            ? node
            : null;
}
