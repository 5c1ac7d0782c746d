// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;

namespace PicoEngine.Cli.Diagnosis;

/// <summary>A guest of five instructions. Running it reserves all that every run reserves, whatever the size of the guest.</summary>
internal static class SelfTestGuest
{
    private const uint Base = 0x10000;
    private const int HeaderBytes = 52 + 32;

    /// <summary>The sum of 1 to 10, which is the guest's exit code.</summary>
    private const uint ExpectedExit = 55;

    // 2 + 3 for each of ten rounds.
    private const ulong ExpectedCycles = 32;

    private static ReadOnlySpan<uint> Instructions =>
    [
        0x00a00593, // addi a1, x0, 10
        0x00b50533, // add a0, a0, a1
        0xfff58593, // addi a1, a1, -1
        0xfe059ce3, // bne a1, x0, -8
        0x00000073, // ecall: HALT, since t0 is 0
    ];

    /// <summary>Why the guest did not run as it must; null when it did.</summary>
    public static PicoException? Run(CancellationToken cancellation)
    {
        try
        {
            using GuestProgram program = GuestProgram.Load(Elf());
            ExecutionReport report = GuestExecutor.Execute(program, GuestInput.Empty, cancellation: cancellation);
            return report is { ExitCode: ExpectedExit, Cycles: ExpectedCycles }
                ? null
                : new PicoException(ErrorCatalog.Internal, $"the test guest exited with {report.ExitCode} after {report.Cycles} cycles, not {ExpectedExit} after {ExpectedCycles}");
        }
        catch (PicoException exception)
        {
            return exception;
        }
    }

    /// <summary>ELF32 header, one program header, the instructions (System V ABI, "ELF Header" and "Program Header").</summary>
    private static byte[] Elf()
    {
        int textBytes = 4 * Instructions.Length;
        var file = new byte[HeaderBytes + textBytes];
        "\u007fELF\u0001\u0001\u0001"u8.CopyTo(file);
        Half(16, 2); // e_type: executable
        Half(18, 243); // e_machine: RISC-V
        Word(20, 1); // e_version
        Word(24, Base); // e_entry
        Word(28, 52); // e_phoff
        Half(40, 52); // e_ehsize
        Half(42, 32); // e_phentsize
        Half(44, 1); // e_phnum
        Word(52, 1); // p_type: load
        Word(56, HeaderBytes); // p_offset
        Word(60, Base); // p_vaddr
        Word(68, (uint)textBytes); // p_filesz
        Word(72, (uint)textBytes); // p_memsz
        Word(76, 5); // p_flags: read, execute
        for (int i = 0; i < Instructions.Length; i++)
        {
            Word(HeaderBytes + 4 * i, Instructions[i]);
        }

        return file;

        void Word(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(offset), value);

        void Half(int offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(offset), value);
    }
}
