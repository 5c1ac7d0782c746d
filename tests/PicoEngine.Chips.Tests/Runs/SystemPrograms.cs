// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;
using PicoEngine.Assembler;
using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Runs;

/// <summary>Assembled programs that meet everything the system tables do, without precompiles.</summary>
internal static class SystemPrograms
{
    /// <summary>Memory that no segment covers.</summary>
    public const uint Buffer = 0x0030_0000;

    // A data segment apart from the text, and one that begins at the first usable address: it joins the reserved keys.
    private const uint Data = 0x0040_0000;
    private const uint LowData = 0x20;

    /// <summary>A program of a little of everything: image words read and overwritten, scattered words, hints, an unconstrained block, both digests.</summary>
    /// <param name="iterations">Rounds of a loop of 15 instructions.</param>
    public static GuestProgram Mixed(uint iterations)
    {
        CodeBuilder code = new();
        code.Li(S0, iterations).Li(S1, 12345).Li(S2, 1664525).Li(S3, Buffer).Li(S4, 0x3fc).Li(S5, Data).Li(S6, 77).Li(S7, LowData);
        ReadHint(code, Buffer + 0x1001_0000);
        ReadHint(code, Buffer + 0x2000);
        Label loop = code.Mark();
        Label even = new();
        code.Mul(S1, S1, S2).Addi(S1, S1, 1223).Srli(T1, S1, 16).And(T1, T1, S4).Add(T2, T1, S3).Lw(T3, 0, T2).Add(T3, T3, S1).Sw(T3, 0, T2)
            .Andi(T4, T1, 8).Beq(T4, Zero, even).Lbu(T5, 4, S5).Sb(S1, 5, S5);
        code.Bind(even);
        code.Add(Zero, S1, S1).Addi(S0, S0, -1).Bne(S0, Zero, loop);

        // S6 was not touched since the start; x0 and the words below the text are image cells as well.
        code.Add(T1, S6, Zero).Lw(T2, 0, S7).Sw(T1, 4, S7).Divu(T3, T1, S6);
        SkipUnconstrained(code);
        ReadHint(code, Buffer + 0x2000);
        code.Li(A0, 1).Li(A1, Data).Li(A2, 2).Li(T0, (uint)SyscallCode.Write).Ecall();
        code.Li(A0, Data + 3).Li(A1, 0).Li(T0, (uint)SyscallCode.VerifyPicoProof).Ecall();
        Commit(code);
        return Load(code);
    }

    /// <summary>Reads a hint of any length to Buffer and ends.</summary>
    public static GuestProgram Hint()
    {
        CodeBuilder code = new();
        ReadHint(code, Buffer);
        Commit(code);
        return Load(code);
    }

    /// <summary>Ends at once, and commits nothing.</summary>
    public static GuestProgram Halt() => Load(End(new CodeBuilder()));

    /// <summary>Commits the digest of no output, eight zeros as deferred digest, and halts.</summary>
    public static CodeBuilder Commit(CodeBuilder code) => End(CommitDigests(code));

    /// <summary>The same without HALT.</summary>
    public static CodeBuilder CommitDigests(CodeBuilder code)
    {
        var digest = SHA256.HashData([]);
        for (uint i = 0; i < 8; i++)
        {
            code.Li(A0, i).Li(A1, BinaryPrimitives.ReadUInt32LittleEndian(digest.AsSpan(4 * (int)i))).Li(T0, (uint)SyscallCode.Commit).Ecall();
        }

        for (uint i = 0; i < 8; i++)
        {
            code.Li(A0, i).Li(A1, 0).Li(T0, (uint)SyscallCode.CommitDeferredProofs).Ecall();
        }

        return code;
    }

    /// <summary>HALT with 0.</summary>
    public static CodeBuilder End(CodeBuilder code) => code.Li(A0, 0).Li(T0, (uint)SyscallCode.Halt).Ecall();

    public static GuestProgram Load(CodeBuilder code) => GuestProgram.Load(
        ElfBuilder.FromCode(code).AddData(LowData, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 64).AddData(Data, "some data"u8.ToArray(), 4096).Build());

    /// <summary>HINT_LEN and HINT_READ to an address.</summary>
    private static void ReadHint(CodeBuilder code, uint destination) =>
        code.Li(T0, (uint)SyscallCode.HintLength).Ecall().Mv(A1, T0).Li(A0, destination).Li(T0, (uint)SyscallCode.HintRead).Ecall();

    private static void SkipUnconstrained(CodeBuilder code)
    {
        Label skip = new();
        code.Li(T0, (uint)SyscallCode.EnterUnconstrained).Ecall().Beq(T0, Zero, skip);
        code.Li(T1, 4711).Sw(T1, 0, S3).Li(T0, (uint)SyscallCode.ExitUnconstrained).Ecall();
        code.Bind(skip);
    }
}
