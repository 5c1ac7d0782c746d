// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Interpreter;

namespace PicoEngine.Executor.Syscalls;

/// <summary>
/// What lies outside of the machine: the world in a live run, the log of that run in a replay. Arguments have been checked
/// as far as the machine alone can tell.
/// </summary>
internal interface IGuestHost
{
    /// <summary>The call is about to be executed.</summary>
    public void BeginCall(SyscallCode code);

    /// <summary>A precompile is about to be carried out.</summary>
    /// <param name="code">Which one.</param>
    /// <param name="records">Records that it leaves: blocks of a KECCAK256, else one.</param>
    /// <param name="accessCount">Words that it accesses.</param>
    /// <returns><see cref="StopReason.ShardFull"/> when it must wait for the next shard.</returns>
    public StopReason BeginPrecompile(SyscallCode code, uint records, int accessCount);

    public StopReason Halt(uint exitCode);

    public void Write(uint descriptor, uint address, uint byteCount);

    public StopReason EnterUnconstrained();

    public StopReason ExitUnconstrained();

    public void Commit(uint index, uint word);

    public void CommitDeferred(uint index, uint word);

    /// <summary>Byte length of the next element.</summary>
    public uint HintLength();

    /// <summary>Writes the next element, of <paramref name="byteCount"/> bytes, or the part of it that this shard holds.</summary>
    /// <returns><see cref="StopReason.ShardFull"/> when the rest belongs to the next shard.</returns>
    public StopReason HintRead(uint destination, uint byteCount);
}
