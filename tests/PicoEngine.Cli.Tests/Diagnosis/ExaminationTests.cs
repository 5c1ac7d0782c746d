// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Cli.Diagnosis;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using Xunit;

namespace PicoEngine.Cli.Tests.Diagnosis;

public sealed class ExaminationTests
{
    private static readonly MachineFacts Good = new()
    {
        Runtime = ".NET", OperatingSystem = "Linux", Architecture = "X64", IsSupportedPlatform = true, Cores = 4, HasVector256 = true, HasAvx2 = true,
        HasVector512 = true, HasAvx512F = true, AvailableMemoryBytes = 8L << 30, AddressSpaceLimit = "unlimited", SelfTestFailure = null,
        FreeDiskBytes = 8L << 30, TemporaryFolder = "t", IsTemporaryFolderWritable = true,
        CommandsFound = Examination.OptionalCommands.Select(optional => optional.Command).ToHashSet(),
    };

    private static readonly GpuSurvey NoGpus = new() { LibraryFailure = new PicoException(ErrorCatalog.NativeLibraryMissing, "not there") };

    [Fact]
    public void Judge_good_machine_finds_nothing_wrong()
    {
        IReadOnlyList<Finding> findings = Judge(Good);
        Assert.All(findings, finding => Assert.True(finding.State is FindingState.Ok or FindingState.Information, finding.Message));
        Assert.Null(FindingRenderer.FailureOf(findings));
    }

    [Fact]
    public void Judge_guest_that_cannot_run_is_a_failure_with_exit_code_5()
    {
        var refused = new PicoException(ErrorCatalog.HostOutOfMemory, "2013 MiB of address space were refused");
        IReadOnlyList<Finding> findings = Judge(Good with { SelfTestFailure = refused, AddressSpaceLimit = "1073741824" });
        Finding finding = Assert.Single(findings, finding => finding.State == FindingState.Failure);
        Assert.Contains("ulimit -v", finding.Fix, StringComparison.Ordinal);
        Assert.Contains("1073741824", finding.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NoDevice, FindingRenderer.FailureOf(findings)!.Error.Exit);
    }

    [Fact]
    public void Judge_memory_that_no_shard_fits_into_is_a_warning_with_the_need() => AssertOne(
        Good with { ProcessorPlanFailure = new PicoException(ErrorCatalog.ProvingMemoryLimit, "proving needs 1296 MiB at least, the limit is 512 MiB") },
        "proving", FindingState.Warning);

    [Fact]
    public void Judge_32_bit_platform_is_a_failure() => AssertOne(Good with { IsSupportedPlatform = false }, "platform", FindingState.Failure);

    [Fact]
    public void Judge_slow_processor_is_a_warning() => AssertOne(Good with { HasVector256 = false, HasAvx2 = false, HasVector512 = false }, "cpu", FindingState.Warning);

    [Fact]
    public void Judge_build_that_leaves_vectors_unused_is_a_warning_with_another_fix()
    {
        Finding finding = Assert.Single(
            Judge(Good with { HasVector256 = false, HasVector512 = false }), finding => finding.State == FindingState.Warning);
        Assert.Contains("build", finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_little_memory_is_a_warning() =>
        AssertOne(Good with { AvailableMemoryBytes = Examination.NeededMemoryBytes - 1 }, "memory", FindingState.Warning);

    [Fact]
    public void Judge_full_disk_is_a_warning() => AssertOne(Good with { FreeDiskBytes = 0 }, "disk", FindingState.Warning);

    [Fact]
    public void Judge_read_only_temporary_folder_is_a_warning() =>
        AssertOne(Good with { IsTemporaryFolderWritable = false }, "temporary-folder", FindingState.Warning);

    [Fact]
    public void Judge_missing_tools_are_warnings_with_their_package()
    {
        IReadOnlyList<Finding> findings = Judge(Good with { CommandsFound = new HashSet<string>() });
        Assert.Null(FindingRenderer.FailureOf(findings));
        Assert.Equal(
            ["apt-get install clang-19", "apt-get install lld-19", "apt-get install qemu-user"],
            findings.Where(finding => finding.State == FindingState.Warning).Select(finding => finding.Fix));
    }

    [Fact]
    public void Text_has_a_sign_and_a_fix_on_every_line()
    {
        using var output = new StringWriter();
        FindingRenderer.WriteText(output, Judge(Good with { IsSupportedPlatform = false, FreeDiskBytes = 0 }));
        string[] lines = output.ToString().Trim().Split('\n');
        Assert.All(lines, line => Assert.Contains(line[0], "✓·!✗"));
        Assert.All(lines, line => Assert.Equal(line[0] is '!' or '✗', line.Contains(" → ", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line[0] == '✗');
    }

    [Fact]
    public void Doctor_runs_its_guest_here_and_says_so()
    {
        CommandRun run = CommandRun.Of("doctor", "--json");
        Assert.Equal(0, run.ExitCode);
        JsonElement report = run.Json();
        Assert.True(report.GetProperty("ok").GetBoolean());
        JsonElement execute = Assert.Single(report.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("name").GetString() == "execute");
        Assert.Equal("ok", execute.GetProperty("state").GetString());
        Assert.Contains(report.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("name").GetString() == "proving");
        Assert.Contains("✓ engine", CommandRun.Of("doctor").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_json_of_a_failure_carries_the_error()
    {
        using var output = new StringWriter();
        IReadOnlyList<Finding> findings = Judge(Good with { IsSupportedPlatform = false });
        FindingRenderer.WriteJson(output, findings, NoGpus, FindingRenderer.FailureOf(findings));
        JsonElement report = new CommandRun(5, output.ToString(), "").Json();
        Assert.False(report.GetProperty("ok").GetBoolean());
        Assert.Equal("PICO-5001", report.GetProperty("error").GetProperty("code").GetString());
    }

    private static IReadOnlyList<Finding> Judge(MachineFacts facts) => Examination.Judge(facts, NoGpus);

    private static void AssertOne(MachineFacts facts, string name, FindingState state)
    {
        Finding finding = Assert.Single(Judge(facts), finding => finding.State is FindingState.Warning or FindingState.Failure);
        Assert.Equal((name, state), (finding.Name, finding.State));
        Assert.NotNull(finding.Fix);
    }
}
