// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Profiling;

/// <summary>A function reached by one path of calls.</summary>
/// <param name="Parent">Index of the caller's node, always smaller than that of this one; -1 at the top.</param>
/// <param name="Function">Index of the function.</param>
/// <param name="Cycles">Instructions executed on this path in the function itself.</param>
/// <param name="Calls">Times it was entered on this path.</param>
public readonly record struct CallNode(int Parent, int Function, ulong Cycles, ulong Calls);
