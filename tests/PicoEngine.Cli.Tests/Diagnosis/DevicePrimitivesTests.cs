// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Backends.Cuda;
using PicoEngine.Backends.Cuda.Tests.Simulation;
using PicoEngine.Cli.Diagnosis.SelfTest;
using Xunit;

namespace PicoEngine.Cli.Tests.Diagnosis;

[Collection(SimulatedDevices.Name)]
public sealed class DevicePrimitivesTests
{
    private const int LogSize = 8;

    [Fact]
    public void FindDifference_finds_none_on_a_device_that_computes_right()
    {
        SimulatedDriver.Start();
        Assert.Null(FindDifference());
    }

    [Theory]
    [InlineData("pico_poseidon2_permute_width16_kernel", 0, "Poseidon2 of width 16")]
    [InlineData("pico_poseidon2_permute_width24_kernel", 0, "Poseidon2 of width 24")]
    [InlineData("pico_ntt_one_pass_kernel", 1, "the transform of 2^8 points")]
    [InlineData("pico_merkle_leaves_kernel", 1, "the Merkle tree over rows of 1 words")]
    [InlineData("pico_merkle_gather_paths_kernel", 5, "the Merkle tree over rows of 1 words")]
    public void FindDifference_names_what_a_device_computes_wrong(string kernel, int argument, string difference)
    {
        SimulatedDriver driver = SimulatedDriver.Start();
        driver.Corrupt(kernel, 1, argument, 0);
        Assert.Equal(difference, FindDifference());
    }

    private static string? FindDifference()
    {
        using var provider = new CudaDeviceProvider(SimulatedDriver.Path, SimulatedDriver.Path);
        using IProvingDevice device = provider.Open(0);
        using IProverBackend backend = device.CreateBackend(1);
        using var processor = new CpuBackend(1);
        return DevicePrimitives.FindDifference(backend, processor, LogSize, TestContext.Current.CancellationToken);
    }
}
