// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Proving.Tests.Devices;

/// <summary>Devices as a pool gives them to a run, for pipelines of the toy machine.</summary>
internal sealed class TestPool : IDisposable
{
    private readonly PooledDevice[] _devices;

    private TestPool(PooledDevice[] devices) => _devices = devices;

    /// <summary>For each device, and behind them for the reserve, what it is used for.</summary>
    public required IReadOnlyList<DeviceUse> Uses { get; init; }

    /// <summary>What the devices did.</summary>
    public DeviceReport[] Reports => [.. Uses.Select(use => use.Report())];

    /// <summary>GPUs of a provider.</summary>
    public static TestPool Of(IDeviceProvider provider, int lanes = 1, bool withReserve = false)
    {
        PooledDevice[] devices = [.. provider.List().Supported.Select(facts => new PooledDevice(new SelectedDevice(provider, facts)))];
        List<DeviceUse> uses = [.. devices.Select(device => new DeviceUse(device, [.. Enumerable.Repeat(1, lanes)]))];
        if (withReserve)
        {
            CpuDeviceProvider cpu = new();
            uses.Add(new DeviceUse(new PooledDevice(new SelectedDevice(cpu, cpu.List().Devices[0])), [1], isReserve: true));
        }

        return new TestPool(devices) { Uses = uses };
    }

    /// <summary>GPUs that do as their scripts say.</summary>
    public static TestPool Of(params FaultScript[] scripts) => Of(new FaultyDeviceProvider(scripts));

    public void Dispose()
    {
        foreach (PooledDevice device in _devices)
        {
            device.Dispose();
        }
    }
}
