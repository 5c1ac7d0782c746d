// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Interpreter;

/// <summary>Why the interpreter loop came back. The instruction pointer stands at the next instruction to execute.</summary>
internal enum StopReason
{
    /// <summary>Go on (never returned by the loop).</summary>
    None,

    /// <summary>HALT.</summary>
    Halted,

    /// <summary>A shard ends here.</summary>
    ShardFull,

    /// <summary>ENTER_UNCONSTRAINED or EXIT_UNCONSTRAINED changed the mode.</summary>
    ModeChanged,

    /// <summary>A replay has executed all instructions of its shard.</summary>
    ReplayComplete,
}
