// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Verifier.Files;

namespace PicoEngine.Proving;

/// <summary>How one proof is made.</summary>
public sealed record ProofOptions
{
    /// <summary>Most instructions of the run, see <see cref="ExecutionOptions.CycleLimit"/>.</summary>
    public ulong CycleLimit { get; init; } = ExecutionOptions.DefaultCycleLimit;

    /// <summary>
    /// Where finished shards are kept, so that a run that was interrupted goes on where it was; null to keep nothing. The directory is made when it is
    /// absent, and belongs to one run: another program, input, parameter set or engine is refused.
    /// </summary>
    public string? ResumeDirectory { get; init; }

    /// <summary>
    /// What to put beside the proof for whoever gets the file, at most 2^16 bytes (<see cref="ProofFile.MaximumAnnotationLength"/>). The proof says nothing
    /// about it.
    /// </summary>
    public ReadOnlyMemory<byte> Annotation { get; init; }

    /// <summary>Is told what the run did before anything of it is proved; an exception of it ends the work.</summary>
    public Action<ExecutionReport>? OnExecuted { get; init; }

    /// <summary>Gets each line that the guest prints, without its end.</summary>
    public Action<GuestDescriptor, string>? OnLine { get; init; }

    /// <summary>Gets warnings, such as a finished shard that was damaged and is made again.</summary>
    public Action<string>? OnWarning { get; init; }
}
