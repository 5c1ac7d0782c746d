// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Backends.Cuda.Tests.Simulation;
using PicoEngine.Cli.Benchmarks;
using PicoEngine.Cli.Benchmarks.Kernels;
using PicoEngine.Cli.Devices;
using PicoEngine.Cli.Rendering;
using Xunit;

namespace PicoEngine.Cli.Tests.Benchmarks.Kernels;

/// <summary>Measurements over the simulated driver: what a report has, and that its figures are of one another; not how large they are.</summary>
[Collection(SimulatedDevices.Name)]
public sealed class CudaKernelsTests
{
    private const int Runs = 2;

    [Fact]
    public void Run_measures_primitives_with_their_kernels_and_limits()
    {
        BenchmarkReport report = Run("NTT 2^");
        Assert.Equal(("kernels", "cuda:0"), (report.Name, report.Backend));
        Assert.Equal(["NTT 2^16, 1 column: points", "NTT 2^15 to 2^16, 1 column: points"], report.Rows.Select(row => row.Name));
        foreach (BenchmarkRow row in report.Rows)
        {
            KernelDetail detail = Assert.IsType<KernelDetail>(row.Detail);
            Assert.Equal(65536, detail.Units);
            Assert.Equal(row.Measured, 65536 / detail.MedianSeconds / 1e6, 1e-6);
            Assert.InRange(detail.MedianSeconds, detail.LeastSeconds, detail.MostSeconds);
            Assert.All(detail.Kernels, kernel => Assert.StartsWith("pico_ntt", kernel.Name, StringComparison.Ordinal));
            Assert.Equal(detail.MedianSeconds, detail.Kernels.Sum(kernel => kernel.Seconds), 1e-9);

            // Each pass but the first reads and writes all values.
            long passes = detail.Kernels.Sum(kernel => kernel.Launches);
            double first = row.Name.Contains("to", StringComparison.Ordinal) && row.Name.StartsWith("NTT 2^15", StringComparison.Ordinal) ? 1.5 : 2;
            Assert.Equal(4 * 65536 * (first + (2 * (passes - 1))), detail.Bytes);
            Assert.InRange(row.Share!.Value, 1e-9, 1e9);
            Assert.Equal(row.Measured / row.Limit!.Value, row.Share.Value, 1e-9);
        }
    }

    [Fact]
    public void Run_measures_the_limits_of_the_device()
    {
        BenchmarkReport report = Run("no such case");
        Assert.Empty(report.Rows);
        Assert.All(report.Ceilings, figure => Assert.True(figure.Measured > 0, figure.Name));
        Assert.Equal(
            [
                "GB/s", "GB/s", "GB/s", "GB/s", "G/s", "G/s", "G/s", "G/s", "G/s", "M/s", "us", "us", "GB/s", "GB/s", "GB/s", "GB/s",
            ],
            report.Ceilings.Select(figure => figure.Unit));
        Assert.Equal(report.Ceilings.Count, report.Ceilings.Select(figure => figure.Name).Distinct().Count());
        Assert.Equal(123.456, report.Device!.Before.Watts);
        Assert.Equal(45, report.Device.After.Celsius);
        Assert.StartsWith("570.153.02, CUDA 12.8", report.Device.Driver, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LogUp of memory", "pico_logup", "leaves")]
    [InlineData("constraints of memory", "pico_zerocheck", "rows")]
    [InlineData("opening", "pico_whir", "cells")]
    [InlineData("commitment", "pico_ntt", "cells")]
    [InlineData("proof of work", "pico_challenger_grind", "nonces")]
    [InlineData("Merkle", "pico_merkle", "permutations")]
    public void Run_measures_the_kernels_of_proving(string name, string kernel, string unit)
    {
        BenchmarkRow row = Assert.Single(Run(name).Rows);
        Assert.StartsWith(name, row.Name, StringComparison.Ordinal);
        Assert.EndsWith(": " + unit, row.Name, StringComparison.Ordinal);
        Assert.Contains(row.Detail!.Kernels, share => share.Name.StartsWith(kernel, StringComparison.Ordinal));
        Assert.DoesNotContain(row.Detail.Kernels, share => share.Name.StartsWith("cu", StringComparison.Ordinal));
        Assert.True(row.Detail.Units > 0 && row.Measured > 0);
    }

    [Fact]
    public void WriteJson_has_device_limits_and_kernels()
    {
        BenchmarkReport report = Run("Poseidon2 width 24");
        using var output = new StringWriter();
        BenchmarkRenderer.WriteJson(output, report);
        using JsonDocument document = JsonDocument.Parse(output.ToString());
        JsonElement root = document.RootElement;
        Assert.Equal("cuda:0", root.GetProperty("backend").GetString());
        JsonElement device = root.GetProperty("device");
        Assert.Equal("Simulated GPU 0", device.GetProperty("name").GetString());
        Assert.Equal("sm_90", device.GetProperty("architecture").GetString());
        Assert.Equal(1 << 20, device.GetProperty("cacheBytes").GetInt32());
        Assert.Equal(JsonValueKind.Null, device.GetProperty("before").GetProperty("memoryMegahertz").ValueKind);
        Assert.Equal(16, root.GetProperty("ceilings").GetArrayLength());
        JsonElement row = Assert.Single(root.GetProperty("rows").EnumerateArray());
        Assert.Equal("pico_poseidon2_permute_width24_kernel", row.GetProperty("kernels")[0].GetProperty("name").GetString());
        Assert.Equal(1, row.GetProperty("kernels")[0].GetProperty("launches").GetInt32());
        Assert.Equal(Runs, row.GetProperty("runs").GetInt32());
        Assert.Equal(2 * 24 * 4 * 2048, row.GetProperty("bytes").GetInt32());
        Assert.True(row.GetProperty("seconds").GetProperty("median").GetDouble() > 0);

        using var text = new StringWriter();
        BenchmarkRenderer.WriteTable(text, report);
        Assert.Contains("limit, read:", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("times: kernels by the device's events", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bench_kernels_writes_a_file_that_later_runs_are_compared_with()
    {
        SimulatedDriver.Start();
        using TemporaryFolder folder = new();
        string file = folder.Path("kernels.json");
        string[] arguments = ["bench", "kernels", "--backend", "cuda", "--devices", "0", "--size", "16", "--runs", "1", "--only", "poseidon2", "--threads", "1"];
        NvidiaLibraries libraries = new(SimulatedDriver.Path, SimulatedDriver.Path);
        CommandRun first = CommandRun.On(libraries, [.. arguments, "-o", file]);
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Contains("limit, field products", first.Output, StringComparison.Ordinal);

        CommandRun second = CommandRun.On(libraries, [.. arguments, "--compare", file, "--json"]);
        Assert.True(second.ExitCode == 0, second.Error);
        JsonElement[] rows = [.. second.Json().GetProperty("rows").EnumerateArray()];
        Assert.Equal(["Poseidon2 width 24: permutations", "Poseidon2 width 16: permutations"], rows.Select(row => row.GetProperty("name").GetString()));
        Assert.All(rows, row => Assert.Equal(
            row.GetProperty("measured").GetDouble() / row.GetProperty("reference").GetDouble(), row.GetProperty("speedup").GetDouble(), 1e-9));
        CommandRun.Of("bench", "kernels", "--size", "15").AssertFails(2, "PICO-2001");
        CommandRun.Of("bench", "kernels", "--runs", "0").AssertFails(2, "PICO-2001");
    }

    private static BenchmarkReport Run(string only)
    {
        SimulatedDriver.Start();
        return CudaKernels.Run(
            new NvidiaLibraries(SimulatedDriver.Path, SimulatedDriver.Path), 0, 1, new KernelsRequest(KernelSizes.Smallest, Runs, only), TestContext.Current.CancellationToken);
    }
}
