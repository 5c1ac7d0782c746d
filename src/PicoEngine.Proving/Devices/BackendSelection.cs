// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Proving.Devices;

/// <summary>On which devices proofs are made, and why on these.</summary>
public sealed record BackendSelection
{
    private BackendSelection()
    {
    }

    /// <summary>The kind of all <see cref="Devices"/>.</summary>
    public required BackendKind Kind { get; init; }

    /// <summary>At least one; their providers belong to whoever made them, and are alive while they are in use.</summary>
    public required ImmutableArray<SelectedDevice> Devices { get; init; }

    /// <summary>What takes the shards that no device of <see cref="Devices"/> is left for: the processor where the choice was left to the engine, else null.</summary>
    public SelectedDevice? Reserve { get; init; }

    /// <summary>Bytes of each device that may be used; null for all that is free. The memory of the host has a limit of its own, <see cref="ProverOptions.MemoryLimitBytes"/>.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>A sentence, without a full stop, that says what was chosen and why.</summary>
    public required string Reason { get; init; }

    /// <summary>Chooses.</summary>
    /// <remarks>Left to the engine, it is CUDA where a supported GPU is, and the CPU elsewhere: ILGPU was measured slower than the CPU's vectors, so it is used only when it is asked for.</remarks>
    /// <param name="providers">One for each kind that this program has, in any order; that of the CPU among them.</param>
    /// <param name="kind">The wish; null leaves it to the engine.</param>
    /// <param name="indices">Numbers of the devices to use; null for all that are supported.</param>
    /// <param name="memoryLimitBytes">Bytes of each device that may be used; null for all that is free.</param>
    /// <exception cref="PicoException">
    /// The kind that was asked for cannot be used (<c>gpu-…</c>, <c>native-library-…</c>), a device that was asked for is not there (<c>gpu-missing</c>) or not
    /// supported (<c>gpu-unsupported</c>); <c>usage</c>: devices were named, and there is none but the processor.
    /// </exception>
    /// <exception cref="ArgumentException">The program has no provider of the kind.</exception>
    public static BackendSelection Choose(
        IReadOnlyList<IDeviceProvider> providers, BackendKind? kind = null, IReadOnlyList<int>? indices = null, long? memoryLimitBytes = null)
    {
        ArgumentNullException.ThrowIfNull(providers);
        if (indices is { Count: 0 })
        {
            throw new PicoException(ErrorCatalog.Usage, "no device was named");
        }

        IDeviceProvider cpu = Provider(providers, BackendKind.Cpu);
        if (kind is { } wanted)
        {
            IDeviceProvider provider = Provider(providers, wanted);
            return Of(provider, Listed(provider, provider.List(), indices), null, memoryLimitBytes, "as asked for");
        }

        if (providers.FirstOrDefault(provider => provider.Kind == BackendKind.Cuda) is not { } cuda)
        {
            return OnCpu("this program has no other backend", null);
        }

        DeviceListing listing = cuda.List();
        return listing.Supported.Any()
            ? Of(cuda, Listed(cuda, listing, indices), new SelectedDevice(cpu, cpu.List().Devices[0]), memoryLimitBytes, "chosen because it is the fastest here")
            : OnCpu(Absence(listing), listing.Unavailable ?? listing.Devices[0].Unsupported);

        BackendSelection OnCpu(string why, PicoException? cause) => indices is null
            ? Of(cpu, Listed(cpu, cpu.List(), null), null, null, why)
            : throw new PicoException(cause?.Error ?? ErrorCatalog.Usage, $"device {string.Join(", ", indices)} was asked for: {why}", inner: cause);
    }

    private static BackendSelection Of(
        IDeviceProvider provider, ImmutableArray<DeviceFacts> devices, SelectedDevice? reserve, long? memoryLimitBytes, string why) => new()
        {
            Kind = provider.Kind,
            Devices = [.. devices.Select(facts => new SelectedDevice(provider, facts))],
            Reserve = reserve,
            MemoryLimitBytes = memoryLimitBytes,
            Reason = $"{provider.Kind.ToString().ToLowerInvariant()}: {string.Join(", ", devices.Select(Describe))}; {why}",
        };

    private static string Describe(DeviceFacts facts) =>
        facts.Kind == BackendKind.Cpu ? $"{facts.Name} ({facts.Architecture})" : $"{facts.Id} {facts.Name} ({facts.Architecture})";

    private static string Absence(DeviceListing listing) => listing.Unavailable is { } unavailable
        ? $"no GPU can be used: {char.ToLowerInvariant(unavailable.Error.Cause[0])}{unavailable.Error.Cause[1..].TrimEnd('.')} ({unavailable.Error.Id})"
        : $"no GPU is supported: {string.Join("; ", listing.Devices.Select(device => device.Unsupported!.Detail))}";

    private static ImmutableArray<DeviceFacts> Listed(IDeviceProvider provider, DeviceListing listing, IReadOnlyList<int>? indices)
    {
        if (listing.Unavailable is { } unavailable)
        {
            throw unavailable;
        }

        if (indices is null)
        {
            ImmutableArray<DeviceFacts> supported = [.. listing.Supported];
            return supported.IsEmpty
                ? throw (listing.Devices.FirstOrDefault()?.Unsupported ?? new PicoException(ErrorCatalog.GpuMissing, $"there is no device of kind {provider.Kind}"))
                : supported;
        }

        return
        [
            .. indices.Distinct().Order().Select(index => listing.Devices.FirstOrDefault(device => device.Index == index) switch
            {
                null => throw new PicoException(
                    ErrorCatalog.GpuMissing,
                    $"there is no device {index}: there are {listing.Devices.Length}, numbered from 0",
                    new Dictionary<string, object?> { ["device"] = index, ["devices"] = listing.Devices.Length }),
                { Unsupported: { } reason } => throw reason,
                { } facts => facts,
            }),
        ];
    }

    private static IDeviceProvider Provider(IReadOnlyList<IDeviceProvider> providers, BackendKind kind) =>
        providers.FirstOrDefault(provider => provider.Kind == kind)
        ?? throw new ArgumentException($"There is no provider of {kind}.", nameof(providers));
}
