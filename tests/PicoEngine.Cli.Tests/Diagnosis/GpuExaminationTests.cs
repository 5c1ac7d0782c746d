// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Tests.Simulation;
using PicoEngine.Cli.Devices;
using PicoEngine.Cli.Diagnosis;
using PicoEngine.Contracts.Errors;
using Xunit;

namespace PicoEngine.Cli.Tests.Diagnosis;

[Collection(SimulatedDevices.Name)]
public sealed class GpuExaminationTests
{
    private const string Module = "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.183.01  Sun May 12 19:39:15 UTC 2024";

    private static readonly KernelLibrary Library = new(new Version(1, 0), [80, 90], [86]);

    [Fact]
    public void Judge_machine_without_driver_and_library_is_information()
    {
        Finding finding = Assert.Single(GpuExamination.Judge(new GpuSurvey { LibraryFailure = new PicoException(ErrorCatalog.NativeLibraryMissing, "not there") }));
        Assert.Equal(FindingState.Information, finding.State);
        Assert.Contains("the processor proves", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_machine_without_driver_is_information()
    {
        Finding[] findings =
            [.. GpuExamination.Judge(new GpuSurvey { Library = Library, DriverFailure = new PicoException(ErrorCatalog.GpuDriverMissing, "no libcuda.so.1") })];
        Assert.Equal([FindingState.Ok, FindingState.Information], findings.Select(finding => finding.State));
        Assert.Contains("sm_86, PTX of sm_80, PTX of sm_90", findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("525", findings[1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(ErrorCatalog.GpuDriverTooOld))]
    [InlineData(nameof(ErrorCatalog.GpuDriverMissing))]
    [InlineData(nameof(ErrorCatalog.GpuMissing))]
    public void Judge_driver_that_cannot_be_used_is_a_warning_with_its_fix(string name)
    {
        ErrorCode error = (ErrorCode)typeof(ErrorCatalog).GetField(name)!.GetValue(null)!;
        var survey = new GpuSurvey { Library = Library, KernelModule = Module, DriverFailure = new PicoException(error, "reason") };
        Finding finding = Assert.Single(GpuExamination.Judge(survey), finding => finding.State == FindingState.Warning);
        Assert.Contains("driver 535.183.01", finding.Message, StringComparison.Ordinal);
        Assert.Contains("reason", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith(finding.Fix!, error.Remedy.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Judge_missing_library_on_a_machine_with_a_driver_is_a_warning()
    {
        var survey = new GpuSurvey { KernelModule = Module, LibraryFailure = new PicoException(ErrorCatalog.NativeLibraryVersion, "the library has version 2.0") };
        Finding finding = Assert.Single(GpuExamination.Judge(survey));
        Assert.Equal(FindingState.Warning, finding.State);
        Assert.Contains("build.sh native", finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_shows_each_gpu_with_what_it_is_and_has()
    {
        JsonElement report = Doctor(SimulatedDriver.Options.Usual with { DeviceCount = 2, Architecture = 120, MemoryByteCount = 32UL << 30 }, out string text);
        Assert.Contains("✓ native ABI 1.0 (libpico_native: ", text, StringComparison.Ordinal);
        Assert.Contains("✓ driver 570.153.02 supports CUDA 12.8 (need 12.0 or later)", text, StringComparison.Ordinal);
        Assert.Contains("✓ GPU 1: Simulated GPU 1, 32 GiB, sm_120, 32 GiB free, 2 shards of at most ", text, StringComparison.Ordinal);
        Assert.Contains("ECC on, 123 of 350 W, up to 1980 MHz, 45 °C", text, StringComparison.Ordinal);
        Assert.Equal("1.0", report.GetProperty("native").GetProperty("abi").GetString());
        Assert.Equal([80, 90], report.GetProperty("native").GetProperty("ptx").EnumerateArray().Select(number => number.GetInt32()));
        Assert.Equal(("570.153.02", "12.8"), (report.GetProperty("driver").GetProperty("version").GetString(), report.GetProperty("driver").GetProperty("cuda").GetString()));
        JsonElement gpu = report.GetProperty("gpus")[1];
        Assert.Equal("GPU-10111213-1415-1617-1819-1a1b1c1d1e1f", gpu.GetProperty("uuid").GetString());
        Assert.Equal(32L << 30, gpu.GetProperty("freeBytes").GetInt64());
        Assert.True(gpu.GetProperty("usable").GetBoolean());
        JsonElement plan = gpu.GetProperty("plan");
        Assert.Equal(("cuda:1", 2), (plan.GetProperty("id").GetString(), plan.GetProperty("shardsInFlight").GetInt32()));
        Assert.InRange(plan.GetProperty("peakBytes").GetInt64(), 1L << 30, 32L << 30);
        Assert.True(gpu.GetProperty("ecc").GetBoolean());
        Assert.Equal(JsonValueKind.Null, gpu.GetProperty("clockMegahertz").ValueKind);
    }

    [Fact]
    public void Doctor_says_of_an_unsupported_gpu_why_and_what_instead()
    {
        JsonElement report = Doctor(SimulatedDriver.Options.Usual with { Architecture = 75 }, out string text);
        string line = Assert.Single(text.Split('\n'), line => line.StartsWith('✗'));
        Assert.Contains("sm_75, not supported: ", line, StringComparison.Ordinal);
        Assert.Contains(" → the processor proves; use a GPU of compute capability 8.0 or later", line, StringComparison.Ordinal);
        JsonElement gpu = Assert.Single(report.GetProperty("gpus").EnumerateArray());
        Assert.False(gpu.GetProperty("usable").GetBoolean());
        Assert.Equal("PICO-5005", gpu.GetProperty("error").GetProperty("code").GetString());
        Assert.True(report.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public void Doctor_says_of_a_gpu_with_too_little_memory_what_is_needed()
    {
        JsonElement report = Doctor(SimulatedDriver.Options.Usual with { MemoryByteCount = 256 << 20 }, out string text);
        string line = Assert.Single(text.Split('\n'), line => line.StartsWith('✗'));
        Assert.Contains("the smallest shards need ", line, StringComparison.Ordinal);
        JsonElement error = Assert.Single(report.GetProperty("gpus").EnumerateArray()).GetProperty("error");
        Assert.Equal("PICO-6004", error.GetProperty("code").GetString());
        Assert.True(error.GetProperty("needBytes").GetInt64() > error.GetProperty("haveBytes").GetInt64());
    }

    [Fact]
    public void Doctor_says_of_a_gpu_that_refuses_what_it_answers()
    {
        SimulatedDriver driver = SimulatedDriver.Start(SimulatedDriver.Options.Usual with { DeviceCount = 2, MemoryByteCount = 8UL << 30 });
        driver.Fail("cuDevicePrimaryCtxRetain", 1, 101);
        CommandRun run = Run("doctor");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("✗ GPU 0: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("✓ GPU 1: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_says_that_memory_cannot_be_pinned()
    {
        SimulatedDriver driver = SimulatedDriver.Start(SimulatedDriver.Options.Usual with { MemoryByteCount = 8UL << 30 });
        driver.Fail("cuMemHostAlloc", 1, 2);
        CommandRun run = Run("doctor");
        string line = Assert.Single(run.Output.Split('\n'), line => line.StartsWith('✗'));
        Assert.Contains("cannot be pinned", line, StringComparison.Ordinal);
        Assert.Contains("ulimit -l", line, StringComparison.Ordinal);
    }

    private static JsonElement Doctor(SimulatedDriver.Options options, out string text)
    {
        SimulatedDriver.Start(options);
        text = Run("doctor").Output;
        CommandRun run = Run("doctor", "--json");
        Assert.Equal(0, run.ExitCode);
        return run.Json();
    }

    private static CommandRun Run(params string[] arguments) => CommandRun.On(new NvidiaLibraries(SimulatedDriver.Path, SimulatedDriver.Path), arguments);
}
