// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli.Diagnosis;

/// <summary>Judges a machine: what of it matters to this version of the engine.</summary>
internal static class Examination
{
    /// <summary>
    /// What executing the largest known guest took, an Ethereum block of 166 million cycles, rounded up to a power of two.
    /// </summary>
    public const long NeededMemoryBytes = 256L << 20;

    /// <summary>Below this a profile or report may not fit.</summary>
    public const long NeededDiskBytes = 256L << 20;

    /// <summary>Commands that building and testing guests uses, with their Debian packages.</summary>
    public static readonly IReadOnlyList<(string Command, string Package)> OptionalCommands =
        [("clang-19", "clang-19"), ("ld.lld-19", "lld-19"), ("qemu-riscv32", "qemu-user")];

    /// <summary>All findings, in the order in which they are shown.</summary>
    public static IReadOnlyList<Finding> Judge(MachineFacts facts, GpuSurvey gpus) =>
    [
        new("engine", FindingState.Ok, $"engine {EngineVersion.Text}, machine {RiscVMachine.Definition.Id}"),
        Finding.Check(
            "platform", facts.IsSupportedPlatform, $"{facts.Runtime} on {facts.OperatingSystem}, {facts.Architecture}",
            FindingState.Failure, "use a 64-bit little-endian system (x64 or Arm64)"),
        Finding.Check(
            "cpu", facts.HasVector256, $"{facts.Cores} cores, {Vectors(facts)}",
            FindingState.Warning, facts.HasAvx2
                ? "this build is for any x86-64 and leaves the processor's 256-bit vectors unused: the build for the .NET runtime is faster"
                : "execution is slower without 256-bit vectors: use an x86-64 processor with AVX2"),
        Finding.Check(
            "memory", facts.AvailableMemoryBytes >= NeededMemoryBytes,
            $"{Format.Mebibytes(facts.AvailableMemoryBytes)} of memory available, {Format.Mebibytes(NeededMemoryBytes)} needed to execute an Ethereum block",
            FindingState.Warning, "free memory; small guests take about 50 MiB"),
        SelfTest(facts),
        .. Proving(facts),
        Finding.Check(
            "disk", facts.FreeDiskBytes is null or >= NeededDiskBytes,
            facts.FreeDiskBytes is { } free ? $"{Format.Mebibytes(free)} free in the working directory" : "free space in the working directory is not known",
            FindingState.Warning, "free space, or write profiles to another file system"),
        Finding.Check(
            "temporary-folder", facts.IsTemporaryFolderWritable,
            $"temporary folder {facts.TemporaryFolder} {(facts.IsTemporaryFolderWritable ? "is writable" : "is not writable")}",
            FindingState.Warning, "set TMPDIR to a folder that is writable; .NET uses it for diagnostics"),
        .. OptionalCommands.Select(optional => Optional(facts, optional.Command, optional.Package)),
        .. GpuExamination.Judge(gpus),
    ];

    private static string Vectors(MachineFacts facts) =>
        (facts.HasVector512 ? "512-bit vectors" : facts.HasVector256 ? "256-bit vectors" : facts.HasAvx2 ? "256-bit vectors not used" : "no 256-bit vectors")
        + (facts.HasAvx512F ? ", AVX-512F" : ", no AVX-512F");

    private static Finding SelfTest(MachineFacts facts)
    {
        string limit = facts.AddressSpaceLimit is null ? "" : $" (address-space limit: {facts.AddressSpaceLimit})";
        return facts.SelfTestFailure is not { } failure
            ? new Finding("execute", FindingState.Ok, $"a test guest runs: the memory of a run can be reserved{limit}")
            : new Finding(
                "execute", FindingState.Failure, $"a test guest does not run{limit}: {failure.Message}",
                failure.Error == ErrorCatalog.HostOutOfMemory
                    ? "raise the limit (ulimit -v unlimited); where vm.overcommit_memory is 2, set it to 0 or 1"
                    : failure.Error.Remedy);
    }

    private static IEnumerable<Finding> Proving(MachineFacts facts)
    {
        if (facts.ProcessorPlan is { } plan)
        {
            yield return new Finding(
                "proving", FindingState.Ok,
                $"the processor proves {Format.Shards(plan.Lanes)} of at most {Format.Count(plan.ShardCells)} cells at a time, {Format.Mebibytes(plan.PeakBytes)} of {Format.Mebibytes(plan.UsableBytes)}");
        }
        else if (facts.ProcessorPlanFailure is { } failure)
        {
            yield return new Finding(
                "proving", FindingState.Warning, $"the processor cannot prove: {failure.Detail}", "use a machine with that much memory; executing and verifying need little");
        }
    }

    private static Finding Optional(MachineFacts facts, string command, string package)
    {
        bool found = facts.CommandsFound.Contains(command);
        return Finding.Check(
            command, found, found ? $"{command} found (optional)" : $"{command} not found: only for building and checking guests",
            FindingState.Warning, $"apt-get install {package}");
    }
}
