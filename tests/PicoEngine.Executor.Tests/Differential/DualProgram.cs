// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Executor.Syscalls;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests.Differential;

/// <summary>
/// An executable that runs both on this machine and on Linux: both take a system call's number and arguments from different
/// registers, so that each call means something to one of them and is harmless to the other.
/// </summary>
internal static class DualProgram
{
    public const uint TextBase = 0x0010_0000;
    public const uint DataBase = 0x0040_0000;

    // Linux (asm-generic): numbers in a7.
    private const uint LinuxYield = 124;
    private const uint LinuxWrite = 64;
    private const uint LinuxExit = 93;
    private const uint PublicValues = 3;
    private const uint StandardOutput = 1;

    /// <summary>
    /// Appends the end of a program: the data segment's first <paramref name="byteCount"/> bytes go to the public values here
    /// and to standard output on Linux, then both end with 0.
    /// </summary>
    public static void AppendEnd(CodeBuilder code, uint byteCount)
    {
        code.Li(A1, DataBase).Li(A2, byteCount);
        code.Li(T0, (uint)SyscallCode.Write).Li(A0, PublicValues).Li(A7, LinuxYield).Ecall();
        code.Li(T0, (uint)SyscallCode.VerifyPicoProof).Li(A0, StandardOutput).Li(A7, LinuxWrite).Ecall();
        code.Li(T0, (uint)SyscallCode.Halt).Li(A0, 0).Li(A7, LinuxExit).Ecall();
    }

    public static byte[] BuildElf(CodeBuilder code, byte[] data) => ElfBuilder.FromCode(code).AddData(DataBase, data).Build();
}
