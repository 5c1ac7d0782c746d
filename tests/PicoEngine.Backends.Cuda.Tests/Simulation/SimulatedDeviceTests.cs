// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using Xunit;

namespace PicoEngine.Backends.Cuda.Tests.Simulation;

/// <summary>Tests on a simulated device of their own: each gives back all that it took of the driver.</summary>
public abstract class SimulatedDeviceTests : IDisposable
{
    private readonly DeviceInventory _inventory;

    protected SimulatedDeviceTests()
    {
        Driver = SimulatedDriver.Start();
        _inventory = DeviceInventory.Open(SimulatedDriver.Path);
        Context = _inventory.CreateContext();
    }

    private protected SimulatedDriver Driver { get; }

    private protected CudaContext Context { get; }

    public void Dispose()
    {
        Close();
        Context.Dispose();
        _inventory.Dispose();
        GC.SuppressFinalize(this);
        Assert.Equal(0, Driver.LiveCount());
    }

    /// <summary>Gives back what the tests keep on the device.</summary>
    protected abstract void Close();
}
