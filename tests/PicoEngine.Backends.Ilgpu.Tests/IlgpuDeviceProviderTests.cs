// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Reflection;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Contracts.Errors;
using Xunit;

namespace PicoEngine.Backends.Ilgpu.Tests;

public sealed class IlgpuDeviceProviderTests
{
    [Fact]
    public void List_of_OpenCl_devices_has_some_or_says_why_there_are_none()
    {
        using var provider = IlgpuDeviceProvider.OpenCl();
        Assert.Equal(BackendKind.Ilgpu, provider.Kind);
        var listing = provider.List();
        Assert.Equal(listing.Devices.IsEmpty, listing.Unavailable is not null);
        if (listing.Unavailable is { } reason)
        {
            Assert.Contains(reason.Error, new[] { ErrorCatalog.OpenClMissing, ErrorCatalog.OpenClNoDevice });
            Assert.Same(reason.Error, Assert.Throws<PicoException>(() => provider.Open(0)).Error);
        }
    }

    [Fact]
    public void List_with_the_simulation_has_it_last_and_it_opens()
    {
        using var provider = IlgpuDeviceProvider.OpenClAndSimulation();
        var listing = provider.List();
        Assert.Null(listing.Unavailable);
        Assert.Equal(Enumerable.Range(0, listing.Devices.Length), listing.Devices.Select(device => device.Index));
        var facts = listing.Devices[^1];
        Assert.Null(facts.Unsupported);
        using var device = provider.Open(facts.Index);
        Assert.Same(MemorySpace.Host, device.Memory);
        Assert.True(device.FreeBytes() > 0);
        using var backend = device.CreateBackend(1);
        Assert.Equal(facts.Id, backend.Name);
        Assert.Equal($"ilgpu:{listing.Devices.Length - 1}", backend.Name);
        Assert.Throws<ArgumentOutOfRangeException>(() => device.CreateBackend(0));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1000)]
    public void Open_refuses_a_number_that_no_device_has(int index)
    {
        using var provider = IlgpuDeviceProvider.OpenClAndSimulation();
        var failure = Assert.Throws<PicoException>(() => provider.Open(index));
        Assert.Equal(ErrorCatalog.OpenClNoDevice, failure.Error);
        Assert.Equal(index, failure.Values["device"]);
    }

    // Programs load the assembly by path and find the providers by these names; ILGPU is then found beside it.
    [Theory]
    [InlineData("OpenCl")]
    [InlineData("OpenClAndSimulation")]
    public void Provider_is_made_by_name(string method)
    {
        var assembly = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "PicoEngine.Backends.Ilgpu.dll"));
        var type = assembly.GetType("PicoEngine.Backends.Ilgpu.IlgpuDeviceProvider", throwOnError: true)!;
        using var provider = Assert.IsAssignableFrom<IDeviceProvider>(type.GetMethod(method, BindingFlags.Public | BindingFlags.Static, [])!.Invoke(null, []));
        Assert.NotNull(provider.List());
    }
}
