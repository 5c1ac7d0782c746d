// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Syscalls;

/// <summary>What a1 holds in a precompile call.</summary>
internal enum SecondArgument
{
    /// <summary>A pointer.</summary>
    Pointer,

    /// <summary>A pointer that must differ from the first.</summary>
    DistinctPointer,

    /// <summary>Nothing: it must be 0.</summary>
    Zero,

    /// <summary>A flag that the operation reads.</summary>
    Flag,
}
