// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Precompiles;

namespace PicoEngine.Executor.Syscalls;

/// <summary>Computes a precompile.</summary>
/// <param name="updated">The updated region: its values before; overwritten with its values after.</param>
/// <param name="read">The region that is only read.</param>
/// <param name="argument">a1, where it is a flag.</param>
internal delegate PrecompileFault PrecompileOperation(Span<uint> updated, ReadOnlySpan<uint> read, uint argument);

/// <summary>One precompile as the machine calls it: which words it reads, which it updates, and how.</summary>
internal sealed record PrecompileCall(
    SyscallCode Code, SecondArgument SecondArgument, OperandRegion Read, OperandRegion Updated, PrecompileOperation Operation)
{
    /// <summary>Words accessed per call.</summary>
    public int AccessCount => Read.Count + Updated.Count;
}
