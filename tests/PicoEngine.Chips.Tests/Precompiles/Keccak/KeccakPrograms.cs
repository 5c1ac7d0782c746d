// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Assembler;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Precompiles.Keccak;

/// <summary>Guests that call the Keccak precompiles and commit to nothing.</summary>
internal static class KeccakPrograms
{
    /// <summary>Where a state lies.</summary>
    public const uint State = 0x0030_0000;

    /// <summary>Lanes of a state whose bits are random.</summary>
    public static ulong[] RandomState(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, 25).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue))];
    }

    /// <summary>Permutes states one after the other, each some times, at one address.</summary>
    public static GuestProgram Permute(uint address, int times, params ReadOnlySpan<ulong[]> states)
    {
        CodeBuilder code = new();
        foreach (var state in states)
        {
            Store(code, address, state);
            code.Li(A0, address).Li(A1, 0).Li(T0, (uint)SyscallCode.KeccakPermute);
            for (var i = 0; i < times; i++)
            {
                code.Ecall();
            }
        }

        return SystemPrograms.Load(SystemPrograms.End(SystemPrograms.CommitDigests(code)));
    }

    /// <summary>Hashes messages one after the other, all at one address.</summary>
    /// <param name="data">Where the messages lie.</param>
    /// <param name="descriptor">Where length and digest lie.</param>
    /// <param name="messages">The messages. Bytes behind their ends are not zeros.</param>
    public static GuestProgram Hash(uint data, uint descriptor, params ReadOnlySpan<byte[]> messages)
    {
        CodeBuilder code = new();
        foreach (var message in messages)
        {
            var padded = new byte[(message.Length + 7) / 8 * 8];
            padded.AsSpan().Fill(0xa5);
            message.CopyTo(padded, 0);
            Store(code, data, MemoryMarshal.Cast<byte, ulong>(padded.AsSpan()));
            code.Li(T1, descriptor).Li(T2, (uint)message.Length).Sw(T2, 0, T1);
            code.Li(A0, data).Li(A1, descriptor).Li(T0, (uint)SyscallCode.Keccak256).Ecall();
        }

        return SystemPrograms.Load(SystemPrograms.End(SystemPrograms.CommitDigests(code)));
    }

    /// <summary>Stores lanes; changes t1 and t2.</summary>
    public static void Store(CodeBuilder code, uint address, ReadOnlySpan<ulong> lanes)
    {
        for (var i = 0; i < 2 * lanes.Length; i++)
        {
            code.Li(T1, address + (4 * (uint)i)).Li(T2, (uint)(lanes[i / 2] >> (32 * (i % 2)))).Sw(T2, 0, T1);
        }
    }
}
