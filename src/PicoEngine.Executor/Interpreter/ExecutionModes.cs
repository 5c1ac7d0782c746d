// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Interpreter;

/// <summary>
/// Compile-time variants of the one interpreter loop. The JIT compiles the loop once per mode and drops, by comparing
/// <c>typeof(TMode)</c>, what the mode does not need.
/// </summary>
internal interface IExecutionMode;

/// <summary>Counts cycles and nothing else that costs time.</summary>
internal readonly struct Plain : IExecutionMode;

/// <summary>Also counts table rows and first touches of memory words, to cut the run into shards.</summary>
internal readonly struct Metered : IExecutionMode;

/// <summary>As <see cref="Metered"/>, and tells the profiler of every call and return.</summary>
internal readonly struct Profiled : IExecutionMode;

/// <summary>Inside an unconstrained block: counts nothing, keeps what is needed to undo every store.</summary>
internal readonly struct Unconstrained : IExecutionMode;

/// <summary>Replays one shard from its checkpoint and writes a record for each instruction.</summary>
internal readonly struct Recording : IExecutionMode;
