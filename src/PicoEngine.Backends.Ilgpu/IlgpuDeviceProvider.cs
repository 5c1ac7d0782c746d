// SPDX-License-Identifier: MIT OR Apache-2.0

using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.OpenCL;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Ilgpu.Devices;
using PicoEngine.Backends.Ilgpu.Kernels;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Ilgpu;

/// <summary>The OpenCL devices of this machine; and, where it is asked for, ILGPU's simulation of one on the processor, as the last. Looked for once.</summary>
public sealed class IlgpuDeviceProvider : IDeviceProvider
{
    // Each thread of a group is one of the system's, and they wait for each other at barriers: two do five times the work of ILGPU's default of sixteen on two cores.
    internal static readonly CPUDevice Simulation = new(numThreadsPerWarp: 2, numWarpsPerMultiprocessor: 1, numMultiprocessors: 1);

    private readonly Lazy<(Device Device, DeviceFacts Facts)[]> _devices;
    private readonly bool _withSimulation;

    private IlgpuDeviceProvider(bool withSimulation)
    {
        _withSimulation = withSimulation;
        _devices = new(Find);
    }

    /// <inheritdoc/>
    public BackendKind Kind => BackendKind.Ilgpu;

    /// <summary>OpenCL devices. To be called by name, by programs that load this assembly by path.</summary>
    public static IDeviceProvider OpenCl() => new IlgpuDeviceProvider(withSimulation: false);

    /// <summary>OpenCL devices and the simulation, which is a hundred times slower than the processor's own backend: for tests without a GPU.</summary>
    public static IDeviceProvider OpenClAndSimulation() => new IlgpuDeviceProvider(withSimulation: true);

    /// <inheritdoc/>
    public DeviceListing List() => _devices.Value switch
    {
        [] when !OpenClLibrary.IsFound => new([], new PicoException(ErrorCatalog.OpenClMissing, "the loader of OpenCL drivers, libOpenCL, cannot be opened")),
        [] => new([], new PicoException(ErrorCatalog.OpenClNoDevice, "the loader of OpenCL drivers shows no device")),
        var devices => new([.. devices.Select(device => device.Facts)]),
    };

    /// <inheritdoc/>
    public IProvingDevice Open(int index)
    {
        var (device, facts) = Require(index);
        try
        {
            return new IlgpuDevice(new IlgpuAccelerator(device, facts.Id, facts.TotalBytes), facts);
        }
        catch (DeviceException failure)
        {
            var error = failure.Fault == DeviceFault.OutOfMemory ? ErrorCatalog.GpuOutOfMemory : ErrorCatalog.GpuFailed;
            throw new PicoException(error, $"device {facts.Id}, {facts.Name}, cannot be used: {failure.Message}", inner: failure);
        }
    }

    /// <summary>Nothing to give back: a device is closed by who opened it.</summary>
    public void Dispose()
    {
    }

    /// <summary>A device that can be used.</summary>
    private (Device Device, DeviceFacts Facts) Require(int index)
    {
        if (List().Unavailable is { } unavailable)
        {
            throw unavailable;
        }

        var devices = _devices.Value;
        if ((uint)index >= (uint)devices.Length)
        {
            throw new PicoException(
                ErrorCatalog.OpenClNoDevice,
                $"there is no device ilgpu:{index}: there are {devices.Length}, numbered from 0",
                new Dictionary<string, object?> { ["device"] = index, ["devices"] = devices.Length });
        }

        return devices[index].Facts.Unsupported is { } reason ? throw reason : devices[index];
    }

    private (Device Device, DeviceFacts Facts)[] Find()
    {
        List<Device> devices = OpenClLibrary.IsFound ? [.. CLDevice.GetDevices(_ => true)] : [];
        if (_withSimulation)
        {
            devices.Add(Simulation);
        }

        return [.. devices.Select((device, index) => (device, Describe(device, index)))];
    }

    private static DeviceFacts Describe(Device device, int index)
    {
        if (device is not CLDevice gpu)
        {
            var bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
            return new(BackendKind.Ilgpu, index, "simulation on the processor", "ILGPU", bytes, bytes);
        }

        var missing = Missing(gpu);
        return new(
            BackendKind.Ilgpu, index, gpu.Name, $"{Version(gpu.CLStdVersion)}, {gpu.PlatformName}", gpu.MemorySize, gpu.MemorySize,
            missing is null ? null : new PicoException(
                ErrorCatalog.OpenClUnsupported,
                $"device ilgpu:{index}, {gpu.Name} ({gpu.PlatformName}), has {missing}",
                new Dictionary<string, object?> { ["device"] = $"ilgpu:{index}" }));
    }

    /// <summary>What the kernels need and a device has not, in words, or null.</summary>
    private static string? Missing(CLDevice device) =>
        device.CLStdVersion < CLBackend.MinimumVersion ? $"{Version(device.CLStdVersion)}, and {Version(CLBackend.MinimumVersion)} is the least"
        : !device.Capabilities.GenericAddressSpace ? "no generic address space, which ILGPU's code needs"
        : device.MaxSharedMemoryPerGroup < NttPass.TileBytes ? $"{device.MaxSharedMemoryPerGroup} bytes of local memory, and {NttPass.TileBytes} are needed"
        : null;

    private static string Version(CLCVersion version) => $"OpenCL C {version.Major}.{version.Minor}";
}
