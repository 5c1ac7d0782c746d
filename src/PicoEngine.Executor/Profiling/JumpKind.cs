// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Profiling;

/// <summary>What a jump is by the return-address hints of the ISA (unprivileged specification, table 2.2).</summary>
public enum JumpKind
{
    /// <summary>Neither call nor return: a loop, or a tail call when it leaves the function.</summary>
    Jump,

    /// <summary>Links in x1 or x5.</summary>
    Call,

    /// <summary>JALR through x1 or x5 without link.</summary>
    Return,
}
