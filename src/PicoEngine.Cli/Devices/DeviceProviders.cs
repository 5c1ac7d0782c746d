// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Backends.Cuda;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli.Devices;

/// <summary>Makes what lists and opens the devices of a kind: the one place that names all kinds.</summary>
internal static class DeviceProviders
{
    /// <exception cref="PicoException"><c>ilgpu-missing</c>.</exception>
    public static IDeviceProvider Create(BackendKind kind, NvidiaLibraries nvidia) => kind switch
    {
        BackendKind.Cuda => new CudaDeviceProvider(nvidia.Driver, nvidia.Management),
        BackendKind.Ilgpu => IlgpuAssembly.CreateProvider(),
        _ => new CpuDeviceProvider(),
    };
}
