// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda;
using PicoEngine.Backends.Cuda.Profiling;
using PicoEngine.Backends.Cuda.Tests.Simulation;
using PicoEngine.Cli.Benchmarks;
using PicoEngine.Cli.Benchmarks.Kernels;
using PicoEngine.Cli.Rendering;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Cli.Tests.Benchmarks.Kernels;

/// <summary>What GPUs did while a prover had them, over two simulated ones.</summary>
[Collection(SimulatedDevices.Name)]
public sealed class ProfiledDevicesTests
{
    [Fact]
    public void Collect_tells_kernels_memory_and_share_of_each_device()
    {
        SimulatedDriver.Start(SimulatedDriver.Options.Usual with { DeviceCount = 2 });
        ProofTimeline timeline = new();
        using ProfiledDevices profiled = new() { Timeline = timeline };
        using CudaDeviceProvider provider = profiled.CreateProvider(SimulatedDriver.Path, SimulatedDriver.Path);
        using IProvingDevice first = provider.Open(0), second = provider.Open(1);
        using IProverBackend one = first.CreateBackend(1), two = second.CreateBackend(1);
        Permute(one, 24);
        profiled.Restart();
        Permute(one, 16);
        Permute(one, 16);
        Permute(two, 24);

        IReadOnlyList<ProfiledDevice> devices = profiled.Collect(1000, backend => backend.Name.Length);
        Assert.Equal(["Simulated GPU 0", "Simulated GPU 1"], devices.Select(device => device.Device.Name));
        Assert.Equal([2L, 1], devices.Select(device => Kernel(device).Count));
        Assert.Equal(["pico_poseidon2_permute_width16_kernel", "pico_poseidon2_permute_width24_kernel"], devices.Select(device => Kernel(device).Name));
        Assert.All(devices, device => Assert.Equal("cuda:0".Length, device.PlanBytes));
        Assert.Equal((24 - 16) * 4 * 100, devices[1].PeakBytes - devices[0].PeakBytes);
        Assert.InRange(devices[0].PeakBytes, 16 * 4 * 100, 1 << 20);
        Assert.All(devices, device => Assert.Equal(1 - (device.KernelSeconds / 1000), device.ShareOutsideKernels, 1e-12));
        Assert.All(devices, device => Assert.InRange(device.ShareOutsideKernels, 0.9, 1));

        BenchmarkReport report = new("e2e", 1, []) { Devices = devices };
        using var text = new StringWriter();
        BenchmarkRenderer.WriteTable(text, report);
        Assert.Contains("% outside of them", text.ToString(), StringComparison.Ordinal);
        using var json = new StringWriter();
        BenchmarkRenderer.WriteJson(json, report);
        using JsonDocument document = JsonDocument.Parse(json.ToString());
        JsonElement device = document.RootElement.GetProperty("devices")[1];
        Assert.Equal(1000, device.GetProperty("wallSeconds").GetDouble());
        JsonElement[] work = [.. device.GetProperty("work").EnumerateArray()];
        Assert.Equal(["kernel", "toDevice", "toHost"], work.Select(item => item.GetProperty("kind").GetString()).Order());
        Assert.All(work.Where(item => item.GetProperty("kind").GetString() != "kernel"), item => Assert.Equal(24 * 4 * 100, item.GetProperty("bytes").GetInt32()));

        using JsonDocument trace = JsonDocument.Parse(timeline.ToJson());
        string?[] names = [.. trace.RootElement.GetProperty("traceEvents").EnumerateArray().Where(item => item.TryGetProperty("cat", out JsonElement category) && category.GetString() == "device")
            .Select(item => item.GetProperty("name").GetString())];
        Assert.Equal(9, names.Length);
        Assert.Equal(3, names.Count(name => name!.StartsWith("pico_poseidon2", StringComparison.Ordinal)));
    }

    [Fact]
    public void Bench_e2e_with_kernels_is_refused_where_no_gpu_proves() =>
        CommandRun.Of("bench", "e2e", "--cycles", "15000", "--progress", "none", "--kernels", "--backend", "cpu").AssertFails(2, "PICO-2001");

    private static DeviceWork Kernel(ProfiledDevice device) => Assert.Single(device.Profile.Work, work => work.Kind == DeviceWorkKind.Kernel);

    private static void Permute(IProverBackend backend, int width)
    {
        var states = new KoalaBear[100 * width];
        SampleWords.Fill(states, 5);
        backend.Poseidon2.Permute(states, width);
    }
}
