// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Cli.Diagnosis.SelfTest;
using PicoEngine.Cli.Rendering;
using PicoEngine.Proving.Devices;
using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

/// <summary>What commands say of devices, over GPUs that the processor stands in for.</summary>
public sealed class ProveOnDevicesTests(ProvenFibonacci proven) : IClassFixture<ProvenFibonacci>
{
    [Fact]
    public void Prove_on_gpus_makes_the_same_file_and_says_what_each_did()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Path("gpu.pico");
        CommandRun run = Prove(StandInDevices.World(2), file, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(File.ReadAllBytes(proven.ProofFile), File.ReadAllBytes(file));
        JsonElement report = run.Json();
        Assert.Equal("cuda", report.GetProperty("backend").GetString());
        Assert.Contains("fastest", report.GetProperty("backendReason").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, report.GetProperty("retriedShards").GetInt32());
        JsonElement[] devices = [.. report.GetProperty("devices").EnumerateArray()];
        Assert.Equal(["cuda:0", "cuda:1"], devices.Select(device => device.GetProperty("id").GetString()));
        Assert.Equal(1, devices.Sum(device => device.GetProperty("shards").GetInt32()));
        Assert.All(devices, device => Assert.Equal("ready", device.GetProperty("state").GetString()));
    }

    [Fact]
    public void Prove_with_a_gpu_that_does_not_open_uses_the_other_and_says_so()
    {
        using var folder = new TemporaryFolder();
        CommandRun run = Prove(StandInDevices.World(2, broken: 0), folder.Path("gpu.pico"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("warning: cuda:0 cannot be used: cuda:0 does not open", run.Error, StringComparison.Ordinal);
        Assert.Contains("\ndevice         cuda:0 Stand-in: 0 shards, busy for 0.00 s; it stopped answering\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\ndevice         cuda:1 Stand-in: 1 shard, busy for ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Prove_without_a_gpu_left_takes_the_processor_only_where_the_choice_was_left_to_it()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Path("gpu.pico");
        Prove(StandInDevices.World(1, broken: 0), file, "--backend", "cuda").AssertFails(5, "PICO-5007");
        Assert.False(File.Exists(file));
        CommandRun run = Prove(StandInDevices.World(1, broken: 0), file, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("warning: the processor proves everything", run.Error, StringComparison.Ordinal);
        Assert.Equal(["lost", "ready"], run.Json().GetProperty("devices").EnumerateArray().Select(device => device.GetProperty("state").GetString()));
        Assert.Equal(File.ReadAllBytes(proven.ProofFile), File.ReadAllBytes(file));
    }

    [Fact]
    public void Estimate_for_gpus_plans_their_memory_and_claims_no_time()
    {
        CommandRun run = CommandRun.In(
            StandInDevices.World(2), "estimate", "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "--memory-limit", "3GiB", "--devices", "1", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement report = run.Json();
        Assert.False(report.TryGetProperty("seconds", out _));
        Assert.True(report.GetProperty("processorSeconds").GetDouble() > 0);
        JsonElement plan = Assert.Single(report.GetProperty("devices").EnumerateArray());
        Assert.Equal("cuda:1", plan.GetProperty("id").GetString());
        Assert.Equal(3L << 30, plan.GetProperty("usableBytes").GetInt64());
        Assert.InRange(plan.GetProperty("peakBytes").GetInt64(), 1, 3L << 30);
    }

    [Fact]
    public void Self_test_compares_what_each_device_proves()
    {
        CommandContext world = StandInDevices.World(2, broken: 1) with { SelfTest = new SelfTestPlan(6, ["fibonacci"], 15_000) };
        CommandRun run = CommandRun.In(world, "doctor", "--self-test", "--json", "--progress", "none");
        Assert.Equal(5, run.ExitCode);
        JsonElement[] findings =
            [.. run.Json().GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("name").GetString()!.StartsWith("self-test", StringComparison.Ordinal))];
        Assert.Equal(["ok", "ok", "failure", "failure"], findings.Select(finding => finding.GetProperty("state").GetString()));
        Assert.Contains("cuda:0: the proof of fibonacci is the processor's: ", findings[1].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("cuda:1: proving fibonacci failed: PICO-5007", findings[3].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.All(findings[2..], finding => Assert.NotNull(finding.GetProperty("fix").GetString()));
    }

    [Fact]
    public void Doctor_takes_devices_only_with_a_self_test() => CommandRun.Of("doctor", "--backend", "cpu").AssertFails(2, "PICO-2001");

    [Theory]
    [InlineData(DeviceState.Ready, "cuda:0 X: 3 shards, busy for 1.50 s, 2 more failed on it and were made again")]
    [InlineData(DeviceState.Quarantined, "cuda:0 X: 3 shards, busy for 1.50 s, 2 more failed on it and were made again; quarantined, because it computed something wrong")]
    [InlineData(DeviceState.OutOfMemory, "cuda:0 X: 3 shards, busy for 1.50 s, 2 more failed on it and were made again; its memory does not suffice")]
    public void Text_says_what_became_of_a_device(DeviceState state, string line) =>
        Assert.Equal(line, BackendRenderer.Text(new DeviceReport("cuda:0", "X", 3, 1.5, 2, state)));

    private static CommandRun Prove(CommandContext world, string file, params string[] options) =>
        CommandRun.In(world, ["prove", "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "-o", file, .. options]);
}
