// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Contracts.Errors;
using PicoEngine.Proving;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Cli.Devices;

/// <summary>The devices that a command proves on, and the libraries behind them, for as long as it runs.</summary>
internal sealed class DeviceSession : IDisposable
{
    private readonly IReadOnlyList<IDeviceProvider> _providers;

    private DeviceSession(IReadOnlyList<IDeviceProvider> providers, BackendSelection selection, ProverOptions options)
    {
        _providers = providers;
        Selection = selection;
        Options = options;
    }

    /// <summary>What was chosen, and why.</summary>
    public BackendSelection Selection { get; }

    /// <summary>The prover's options with the devices.</summary>
    public ProverOptions Options { get; }

    /// <summary>Chooses the devices. Libraries of GPUs are looked for only where they may be chosen.</summary>
    /// <param name="context">The world of the command.</param>
    /// <param name="request">What the command line wants.</param>
    /// <param name="options">The prover's options; their memory limit is that of the devices: of the machine where the processor proves, else of each GPU.</param>
    /// <exception cref="PicoException">What was asked for cannot be used, see <see cref="BackendSelection.Choose"/>; <c>ilgpu-missing</c>.</exception>
    public static DeviceSession Open(CommandContext context, BackendRequest request, ProverOptions options)
    {
        var providers = new List<IDeviceProvider>();
        try
        {
            foreach (BackendKind kind in Candidates(request.Kind))
            {
                providers.Add(context.CreateProvider?.Invoke(kind) ?? DeviceProviders.Create(kind, context.Nvidia));
            }

            BackendSelection selection = BackendSelection.Choose(providers, request.Kind, request.Devices, options.MemoryLimitBytes);
            return new DeviceSession(
                providers, selection, options with
                {
                    Backend = selection,
                    MemoryLimitBytes = selection.Kind == BackendKind.Cpu ? options.MemoryLimitBytes : null,
                });
        }
        catch
        {
            Dispose(providers);
            throw;
        }
    }

    /// <summary>One of the devices alone.</summary>
    public BackendSelection Only(SelectedDevice device) => BackendSelection.Choose(
        _providers, device.Facts.Kind, device.Facts.Kind == BackendKind.Cpu ? null : [device.Facts.Index], Selection.MemoryLimitBytes);

    public void Dispose() => Dispose(_providers);

    private static IEnumerable<BackendKind> Candidates(BackendKind? wanted)
    {
        yield return BackendKind.Cpu;
        if (wanted is null or BackendKind.Cuda)
        {
            yield return BackendKind.Cuda;
        }

        if (wanted is BackendKind.Ilgpu)
        {
            yield return BackendKind.Ilgpu;
        }
    }

    private static void Dispose(IEnumerable<IDeviceProvider> providers)
    {
        foreach (IDeviceProvider provider in providers)
        {
            provider.Dispose();
        }
    }
}
