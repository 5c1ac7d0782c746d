// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Inputs;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;

namespace PicoEngine.Cli.Commands;

/// <summary>A guest and its input, as a command line names them.</summary>
internal sealed record GuestRequest : IProofSource
{
    public required string Elf { get; init; }

    /// <summary>Values of <c>--input</c>, in order; empty when <see cref="Bincode"/> is given.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>File of the stdin builder, or null.</summary>
    public string? Bincode { get; init; }

    public required ulong CycleLimit { get; init; }

    /// <summary>The program's file without its folder.</summary>
    public string Name => Path.GetFileName(Elf);

    /// <exception cref="PicoException"><c>file-unreadable</c>, <c>elf-…</c>.</exception>
    public GuestProgram LoadProgram() => GuestProgram.Load(NamedFile.Read(Elf));

    /// <exception cref="PicoException"><c>file-unreadable</c>, <c>input-invalid</c>.</exception>
    public GuestInput ReadInput(CommandContext context) => Bincode is null
        ? GuestInputReader.Read(Inputs, context.OpenInput)
        : StdinBuilderReader.Read(NamedFile.Read(Bincode));

    public ProofSubject Open(CommandContext context, Action<string> note)
    {
        GuestProgram program = LoadProgram();
        try
        {
            return new ProofSubject(program, ReadInput(context));
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }
}
