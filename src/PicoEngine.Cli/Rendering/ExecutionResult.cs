// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Decoding;

namespace PicoEngine.Cli.Rendering;

/// <summary>A run that ended in HALT, as it is shown.</summary>
/// <param name="FileName">The program's file, without its folder.</param>
/// <param name="Image">The program.</param>
/// <param name="Report">What it did.</param>
/// <param name="Shards">Shards of a proof of it.</param>
/// <param name="Failure">Set when the exit code is not the expected one.</param>
internal sealed record ExecutionResult(string FileName, ProgramImage Image, ExecutionReport Report, int Shards, PicoException? Failure)
{
    /// <summary>Most memory that this process has had so far (VmHWM on Linux).</summary>
    public long PeakMemoryBytes { get; } = ReadPeak();

    public double CyclesPerSecond => Report.Duration > TimeSpan.Zero ? Report.Cycles / Report.Duration.TotalSeconds : 0;

    /// <summary>System calls by the ABI's name, the most frequent first, equal ones by code.</summary>
    public IEnumerable<(string Name, ulong Count)> Syscalls() =>
        Report.Syscalls.OrderByDescending(call => call.Value).ThenBy(call => call.Key).Select(call => (SyscallCodes.Name(call.Key), call.Value));

    /// <summary>Opcodes by lower-case name, the most frequent first.</summary>
    public IEnumerable<(string Name, ulong Count)> Opcodes() =>
        Report.CountOpcodes(Image.Instructions.Span).OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key)
            .Select(entry => (NameOf(entry.Key), entry.Value));

    public static string NameOf(Opcode opcode) => opcode.ToString().ToLowerInvariant();

    private static long ReadPeak()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
