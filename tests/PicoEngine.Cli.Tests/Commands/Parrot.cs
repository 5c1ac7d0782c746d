// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;
using PicoEngine.Assembler;
using PicoEngine.Executor.Syscalls;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Cli.Tests.Commands;

/// <summary>A guest that puts out bytes that it was made with.</summary>
internal static class Parrot
{
    private const uint Buffer = 0x0100_0000;
    private const uint PublicValues = 3;

    public static byte[] Elf(ReadOnlySpan<byte> output)
    {
        var code = new CodeBuilder();
        var words = new byte[(output.Length + 3) / 4 * 4];
        output.CopyTo(words);
        code.Li(S0, Buffer);
        for (int i = 0; i < words.Length; i += 4)
        {
            code.Li(T1, BinaryPrimitives.ReadUInt32LittleEndian(words.AsSpan(i))).Sw(T1, i, S0);
        }

        code.Li(A0, PublicValues).Li(A1, Buffer).Li(A2, (uint)output.Length).Li(T0, (uint)SyscallCode.Write).Ecall();
        byte[] digest = SHA256.HashData(output);
        for (int i = 0; i < digest.Length; i += 4)
        {
            code.Li(A0, (uint)i / 4).Li(A1, BinaryPrimitives.ReadUInt32LittleEndian(digest.AsSpan(i))).Li(T0, (uint)SyscallCode.Commit).Ecall();
        }

        code.Li(A0, 0).Li(T0, (uint)SyscallCode.Halt).Ecall();
        return ElfBuilder.FromCode(code).Build();
    }
}
