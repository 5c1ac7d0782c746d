// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Interpreter;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Elf;

namespace PicoEngine.Executor;

/// <summary>A program ready to run. May be used by many runs and replays at the same time.</summary>
public sealed class GuestProgram : IDisposable
{
    public GuestProgram(ProgramImage image)
    {
        Image = image;
        Code = new CodeTable(image);
    }

    public ProgramImage Image { get; }

    internal CodeTable Code { get; }

    /// <summary>Loads an ELF file.</summary>
    /// <exception cref="Contracts.Errors.PicoException">The file is not a program that this machine runs.</exception>
    public static GuestProgram Load(ReadOnlySpan<byte> elf) => new(ElfLoader.Load(elf));

    public void Dispose() => Code.Dispose();
}
