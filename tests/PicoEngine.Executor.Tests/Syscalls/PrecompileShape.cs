// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Syscalls;

namespace PicoEngine.Executor.Tests.Syscalls;

/// <summary>Words that a call accesses: at a0 (P) or a1 (Q), from a word offset on.</summary>
internal readonly record struct Operand(bool AtQ, uint Offset, int Count, uint Slot)
{
    public uint Address(uint p, uint q) => (AtQ ? q : p) + (4 * Offset);
}

/// <summary>
/// What a precompile reads and updates, typed in from the guest ABI ("Complete system-call table", "Operand layouts"): two
/// pointers mean reads at slot 0 and updates at slot 1.
/// </summary>
internal sealed record PrecompileShape(uint Code, Operand Read, Operand Updated, bool SecondArgumentIsZero = false)
{
    private const bool AtP = false;
    private const bool AtQ = true;

    public static IReadOnlyList<PrecompileShape> All { get; } =
    [
        new(0x00300105, new(AtP, 0, 16, 0), new(AtP, 16, 48, 1), true),
        new(0x00010106, new(AtP, 0, 64, 0), new(AtQ, 0, 8, 1)),
        TwoPointers(0x00010107, 16),
        Decompression(0x00000108, 8),
        OnePointer(0x00010109, 50),
        TwoPointers(0x0001010A, 16),
        OnePointer(0x0000010B, 16),
        Decompression(0x0000010C, 8),
        TwoPointers(0x0001010E, 16),
        OnePointer(0x0000010F, 16),
        Decompression(0x0000011C, 12),
        new(0x0001011D, new(AtQ, 0, 16, 0), new(AtP, 0, 8, 1)),
        TwoPointers(0x0001011E, 24),
        OnePointer(0x0000011F, 24),
        TwoPointers(0x00010120, 12), TwoPointers(0x00010121, 12), TwoPointers(0x00010122, 12),
        TwoPointers(0x00010123, 24), TwoPointers(0x00010124, 24), TwoPointers(0x00010125, 24),
        TwoPointers(0x00010126, 8), TwoPointers(0x00010127, 8), TwoPointers(0x00010128, 8),
        TwoPointers(0x00010129, 16), TwoPointers(0x0001012A, 16), TwoPointers(0x0001012B, 16),
        TwoPointers(0x0001012C, 8), TwoPointers(0x0001012D, 8), TwoPointers(0x0001012E, 8),
        new(0x0001012F, new(AtP, 0, 16, 0), new(AtQ, 0, 16, 1)),
        TwoPointers(0x00010130, 16),
        OnePointer(0x00000131, 16),
        Decompression(0x00000132, 8),

        // Calls of our own (README.md of the executor); KECCAK256 has tests of its own.
        new(0x00010180, new(AtQ, 0, 16, 0), new(AtP, 0, 16, 1)),
        new(0x00010181, new(AtQ, 0, 24, 0), new(AtP, 0, 8, 1)),
    ];

    public SyscallCode Call => (SyscallCode)Code;

    /// <summary>True when a1 is a pointer.</summary>
    public bool HasQ => Read.AtQ || Updated.AtQ;

    /// <summary>True when a1 is a flag.</summary>
    public bool HasFlag => !HasQ && !SecondArgumentIsZero;

    public static PrecompileShape? Find(uint code) => All.FirstOrDefault(shape => shape.Code == code);

    private static PrecompileShape TwoPointers(uint code, int words) => new(code, new(AtQ, 0, words, 0), new(AtP, 0, words, 1));

    private static PrecompileShape OnePointer(uint code, int words) => new(code, new(AtP, 0, 0, 0), new(AtP, 0, words, 0), true);

    private static PrecompileShape Decompression(uint code, int words) => new(code, new(AtP, (uint)words, words, 0), new(AtP, 0, words, 0));
}
