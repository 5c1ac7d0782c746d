// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Elf;

namespace PicoEngine.Cli.Inspection;

/// <summary>What can be said about a program without running it.</summary>
internal sealed record ProgramFacts(string FileName, long ByteCount, ProgramImage Image)
{
    /// <summary>What the loader has made sure of.</summary>
    public const string Abi = "rv32im, ilp32, soft float";

    // Functions that a guest cannot have without the library behind the name.
    private static readonly (string Prefix, string Sdk)[] SdkSymbols =
    [
        ("pico_sdk::", "Pico's Rust SDK"), ("pico_patch_libs::", "Pico's Rust SDK"), ("pico_halt", "PicoEngine's C SDK"), ("sp1_zkvm::", "SP1's Rust SDK"),
    ];

    public SystemCallScan SystemCalls { get; } = SystemCallScan.Of(Image);

    public IEnumerable<string> SystemCallNames => SystemCalls.Calls.Select(SyscallCodes.Name);

    /// <summary>The library that the guest was written with, by its symbols; null where none is known.</summary>
    public string? Sdk { get; } = SdkOf(Image.Symbols.Functions);

    /// <summary>Instructions in the file by lower-case name, the most frequent first.</summary>
    public IReadOnlyList<(string Name, ulong Count)> Opcodes { get; } =
    [
        .. Image.Instructions.ToArray().CountBy(instruction => instruction.Opcode)
            .OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key)
            .Select(entry => (Rendering.ExecutionResult.NameOf(entry.Key), (ulong)entry.Value)),
    ];

    /// <summary><c>rwx</c>, with a dash for what is not allowed.</summary>
    public static string AccessOf(ProgramSegment segment) => string.Concat(
        segment.Access.HasFlag(SegmentAccess.Read) ? 'r' : '-',
        segment.Access.HasFlag(SegmentAccess.Write) ? 'w' : '-',
        segment.Access.HasFlag(SegmentAccess.Execute) ? 'x' : '-');

    private static string? SdkOf(IReadOnlyList<FunctionSymbol> functions)
    {
        foreach ((string prefix, string sdk) in SdkSymbols)
        {
            if (functions.Any(function => function.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                return sdk;
            }
        }

        return null;
    }
}
