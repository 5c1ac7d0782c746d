// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Inspection;
using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Commands;

/// <summary>A program and its input, read and ready to be proved.</summary>
/// <param name="Program">The program; disposed of with this.</param>
/// <param name="Input">What it reads.</param>
internal sealed record ProofSubject(GuestProgram Program, GuestInput Input) : IDisposable
{
    /// <summary>What goes into the file beside the proof.</summary>
    public ReadOnlyMemory<byte> Annotation { get; init; }

    /// <summary>Hears the guest's lines.</summary>
    public Action<GuestDescriptor, string>? OnLine { get; init; }

    /// <summary>Refuses a run that is not worth a proof.</summary>
    public Action<ExecutionReport>? OnExecuted { get; init; }

    /// <summary>What the proof says of a block; null where it is about none.</summary>
    public Func<ProvenRun, BlockStatement?> ReadStatement { get; init; } = _ => null;

    public void Dispose() => Program.Dispose();
}
