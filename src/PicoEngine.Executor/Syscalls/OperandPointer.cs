// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Syscalls;

/// <summary>The argument register that a pointer operand comes in.</summary>
internal enum OperandPointer
{
    /// <summary>a0.</summary>
    P,

    /// <summary>a1.</summary>
    Q,
}
