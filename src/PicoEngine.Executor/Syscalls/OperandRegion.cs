// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Syscalls;

/// <summary>Words of memory that a precompile accesses.</summary>
/// <param name="Pointer">The argument that the region hangs on.</param>
/// <param name="Offset">First word, counted from the pointer.</param>
/// <param name="Count">Number of words.</param>
/// <param name="Slot">Time slot of the accesses; regions that may hit the same word use different slots.</param>
internal readonly record struct OperandRegion(OperandPointer Pointer, uint Offset, int Count, uint Slot);
