// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV;

namespace PicoEngine.Executor.Profiling;

/// <summary>Cycles of a run by call path. The same run gives the same profile.</summary>
/// <param name="Program">The program that ran.</param>
/// <param name="Functions">The functions that nodes name, by first entry.</param>
/// <param name="Nodes">By first entry, so callers stand before what they call; their cycles add up to <paramref name="Cycles"/>.</param>
/// <param name="Cycles">Instructions executed.</param>
/// <param name="IsTruncated">True when a bound of <see cref="CallTreeProfiler"/> was met and paths were merged into their callers.</param>
public sealed record CallProfile(
    ProgramImage Program, IReadOnlyList<ProfiledFunction> Functions, IReadOnlyList<CallNode> Nodes, ulong Cycles, bool IsTruncated);
