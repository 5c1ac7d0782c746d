// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using PicoEngine.Cli.Benchmarks;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using PicoEngine.Proving;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Cli.Diagnosis;

/// <summary>What <c>doctor</c> wants to know about the machine, apart from what it thinks of it.</summary>
internal sealed record MachineFacts
{
    public required string Runtime { get; init; }

    public required string OperatingSystem { get; init; }

    public required string Architecture { get; init; }

    /// <summary>64-bit and little-endian: guest memory is one flat array that the host reads as words.</summary>
    public required bool IsSupportedPlatform { get; init; }

    public required int Cores { get; init; }

    /// <summary>Whether this build uses vectors of 256 bits. One compiled ahead of time for any x86-64 does not.</summary>
    public required bool HasVector256 { get; init; }

    /// <summary>Whether the processor has them.</summary>
    public required bool HasAvx2 { get; init; }

    public required bool HasVector512 { get; init; }

    public required bool HasAvx512F { get; init; }

    /// <summary>Memory that the process may still take, the limit of a container included.</summary>
    public required long AvailableMemoryBytes { get; init; }

    /// <summary>Limit of the address space as the system words it; null where the system does not say.</summary>
    public required string? AddressSpaceLimit { get; init; }

    /// <summary>Why the engine's own small guest did not run; null when it did.</summary>
    public required PicoException? SelfTestFailure { get; init; }

    /// <summary>How the machine's memory would be used by a proof on the processor; null where it does not suffice.</summary>
    public DevicePlan? ProcessorPlan { get; init; }

    /// <summary>Why it does not suffice.</summary>
    public PicoException? ProcessorPlanFailure { get; init; }

    /// <summary>Free space where the command was started; null where that cannot be said.</summary>
    public required long? FreeDiskBytes { get; init; }

    public required string TemporaryFolder { get; init; }

    public required bool IsTemporaryFolderWritable { get; init; }

    /// <summary>Optional commands that were found.</summary>
    public required IReadOnlySet<string> CommandsFound { get; init; }

    /// <summary>Looks at this machine.</summary>
    public static MachineFacts Read(IEnumerable<string> commands, CancellationToken cancellation)
    {
        MachineFacts facts = ReadSystem(commands, cancellation);
        try
        {
            using PicoProver prover = PicoProver.Create();
            using GuestProgram program = ProofBenchmark.LoadBuiltIn();
            return facts with { ProcessorPlan = prover.Size(program).Devices[0] };
        }
        catch (PicoException failure)
        {
            return facts with { ProcessorPlanFailure = failure };
        }
    }

    private static MachineFacts ReadSystem(IEnumerable<string> commands, CancellationToken cancellation) => new()
    {
        Runtime = RuntimeInformation.FrameworkDescription,
        OperatingSystem = RuntimeInformation.OSDescription,
        Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        IsSupportedPlatform = Environment.Is64BitProcess && BitConverter.IsLittleEndian,
        Cores = Environment.ProcessorCount,
        HasVector256 = Vector256.IsHardwareAccelerated,
        HasAvx2 = Avx2.IsSupported,
        HasVector512 = Vector512.IsHardwareAccelerated,
        HasAvx512F = Avx512F.IsSupported,
        AvailableMemoryBytes = AvailableMemory(),
        AddressSpaceLimit = SystemFiles.Limit("Max address space"),
        SelfTestFailure = SelfTestGuest.Run(cancellation),
        FreeDiskBytes = SystemFiles.TryRead(() => (long?)new DriveInfo(Environment.CurrentDirectory).AvailableFreeSpace),
        TemporaryFolder = Path.GetTempPath(),
        IsTemporaryFolderWritable = CanWrite(Path.GetTempPath()),
        CommandsFound = commands.Where(IsOnPath).ToHashSet(),
    };

    private static long AvailableMemory()
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        long allowed = memory.TotalAvailableMemoryBytes;
        string? line = SystemFiles.Line("/proc/meminfo", "MemAvailable:");
        return line is not null && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], out long kibibytes)
            ? Math.Min(allowed, kibibytes << 10)
            : allowed;
    }

    private static bool CanWrite(string folder) => SystemFiles.TryRead(() =>
    {
        string path = Path.Combine(folder, Path.GetRandomFileName());
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        file.WriteByte(0);
        file.Flush();
        return true;
    });

    private static bool IsOnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, command)) || File.Exists(Path.Combine(folder, command + ".exe")));
}
