// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor;

/// <summary>How far a run has come. Its length is not known beforehand.</summary>
/// <param name="Cycles">Instructions executed.</param>
/// <param name="Shards">Shards completed.</param>
public readonly record struct ExecutionProgress(ulong Cycles, int Shards);
