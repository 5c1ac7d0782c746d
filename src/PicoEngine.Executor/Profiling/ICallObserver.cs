// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Profiling;

/// <summary>Follows the calls and returns of a run. Cycles never decrease from one call to the next.</summary>
public interface ICallObserver
{
    /// <summary>A JAL or JALR was executed.</summary>
    /// <param name="kind">What the register conventions say about it.</param>
    /// <param name="source">Index of the jump in the program.</param>
    /// <param name="target">Index of the instruction that follows.</param>
    /// <param name="cycles">Instructions executed, the jump included.</param>
    public void OnJump(JumpKind kind, int source, int target, ulong cycles);

    /// <summary>The run has ended.</summary>
    public void OnEnd(ulong cycles);
}
