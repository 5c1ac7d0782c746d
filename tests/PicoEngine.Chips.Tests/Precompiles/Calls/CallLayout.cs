// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips.Tests.Precompiles.Calls;

/// <summary>Words that a call accesses, in access order.</summary>
/// <param name="IsAtSecond">Whether at the pointer in a1; else at that in a0.</param>
/// <param name="Offset">In words.</param>
/// <param name="Words">How many.</param>
/// <param name="Slot">Time of the access minus the call's.</param>
/// <param name="IsWritten">Whether the words get new values.</param>
internal sealed record CallOperand(bool IsAtSecond, int Offset, int Words, uint Slot, bool IsWritten);

/// <summary>A precompile by what it does to memory.</summary>
/// <param name="Code">The system call.</param>
/// <param name="Operands">All accesses, in order.</param>
/// <param name="Result">From all accessed words, in access order, the new values of the written ones; null for a fault.</param>
internal sealed record CallLayout(uint Code, IReadOnlyList<CallOperand> Operands, Func<uint[], uint[]?> Result)
{
    /// <summary>The words at a1 are read at ts, those at a0 replaced at ts + 1.</summary>
    public static CallLayout Binary(uint code, int secondWords, int firstWords, Func<uint[], uint[]?> result) =>
        new(code, [new(true, 0, secondWords, 0, false), new(false, 0, firstWords, 1, true)], result);
}
