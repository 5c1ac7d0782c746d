// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;
using PicoEngine.Assembler;
using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Proving.Tests;

/// <summary>Guests of a few instructions that commit, or fail to commit, the digest of no output.</summary>
internal static class GuestPrograms
{
    public static GuestProgram Load(Action<CodeBuilder> write)
    {
        CodeBuilder code = new();
        write(code);
        return GuestProgram.Load(ElfBuilder.FromCode(code).Build());
    }

    /// <summary>COMMIT of some words of the digest, the first of them changed by <paramref name="change"/>.</summary>
    public static CodeBuilder Commit(this CodeBuilder code, IEnumerable<int> words, uint change = 0)
    {
        byte[] digest = SHA256.HashData([]);
        foreach (int i in words)
        {
            uint word = BinaryPrimitives.ReadUInt32LittleEndian(digest.AsSpan(4 * i)) ^ (i == 0 ? change : 0);
            code.Call(SyscallCode.Commit, (uint)i, word);
        }

        return code;
    }

    public static CodeBuilder Call(this CodeBuilder code, SyscallCode call, uint a0 = 0, uint a1 = 0) =>
        code.Li(A0, a0).Li(A1, a1).Li(T0, (uint)call).Ecall();

    public static CodeBuilder Halt(this CodeBuilder code, uint exitCode = 0) => code.Call(SyscallCode.Halt, exitCode);

    /// <summary>Commits everything and ends.</summary>
    public static CodeBuilder Finish(this CodeBuilder code) => code.Commit(Enumerable.Range(0, 8)).Halt();
}
