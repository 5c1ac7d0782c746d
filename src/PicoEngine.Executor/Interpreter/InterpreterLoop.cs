// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using System.Runtime.CompilerServices;
using PicoEngine.Executor.Recording;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Interpreter;

/// <summary>
/// The meaning of every RV32IM instruction, once, for all modes. Nothing is counted per instruction: a straight line of
/// instructions is settled when a taken jump, an ECALL or a settle point ends it.
/// </summary>
/// <remarks>
/// Unsafe, and safe because: <c>ip</c> only ever moves to the next code word, of which the last is <c>ProgramEnd</c>, to a
/// static target that <see cref="CodeTable"/> checked, or to a JALR target checked here; register numbers are at most
/// <see cref="RegisterNumbers.Sink"/>; every memory address is checked against <see cref="MemoryMap"/> before use.
/// </remarks>
internal static unsafe class InterpreterLoop
{
    // An address a is in range and aligned to 2^k bytes iff (a - Start) rotated right by k is below these.
    private const uint ByteLimit = MemoryMap.End - MemoryMap.Start;
    private const uint HalfLimit = ByteLimit / 2;
    private const uint WordLimit = ByteLimit / 4;

    /// <summary>Runs from <see cref="Machine.Ip"/> until something stops it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static StopReason Run<TMode>(Machine machine)
        where TMode : struct, IExecutionMode
    {
        CodeWord* ip = machine.Ip;
        CodeWord* lineStart = ip; // first instruction not yet settled
        CodeWord* target;
        uint* x = machine.Registers;
        byte* memory = machine.Memory;
        ulong* touched = machine.TouchedWords;
        nint enters = (nint)((byte*)machine.Enters - (byte*)machine.Code.Words);
        nint leaves = (nint)((byte*)machine.Leaves - (byte*)machine.Code.Words);
        ulong cycles = machine.Cycles;
        ulong nextCheck = machine.NextCheck;
        ReplayMachine recorder = typeof(TMode) == typeof(Recording) ? (ReplayMachine)machine : null!;
        uint address;
        uint size;
        if (Counts<TMode>())
        {
            ++*(ulong*)((byte*)ip + enters);
        }

        while (true)
        {
            if (typeof(TMode) == typeof(Recording) && !recorder.BeginInstruction(ip))
            {
                machine.Ip = ip;
                return StopReason.ReplayComplete;
            }

            int operation = ip->Operation;
        Dispatch:
            switch (operation)
            {
                case (int)Opcode.Lui: x[ip->Rd] = (uint)ip->Immediate; ip++; continue;
                case (int)Opcode.Addi: x[ip->Rd] = x[ip->Rs1] + (uint)ip->Immediate; ip++; continue;
                case (int)Opcode.Slti: x[ip->Rd] = (int)x[ip->Rs1] < ip->Immediate ? 1u : 0; ip++; continue;
                case (int)Opcode.Sltiu: x[ip->Rd] = x[ip->Rs1] < (uint)ip->Immediate ? 1u : 0; ip++; continue;
                case (int)Opcode.Xori: x[ip->Rd] = x[ip->Rs1] ^ (uint)ip->Immediate; ip++; continue;
                case (int)Opcode.Ori: x[ip->Rd] = x[ip->Rs1] | (uint)ip->Immediate; ip++; continue;
                case (int)Opcode.Andi: x[ip->Rd] = x[ip->Rs1] & (uint)ip->Immediate; ip++; continue;
                case (int)Opcode.Slli: x[ip->Rd] = x[ip->Rs1] << ip->Immediate; ip++; continue;
                case (int)Opcode.Srli: x[ip->Rd] = x[ip->Rs1] >> ip->Immediate; ip++; continue;
                case (int)Opcode.Srai: x[ip->Rd] = (uint)((int)x[ip->Rs1] >> ip->Immediate); ip++; continue;

                case (int)Opcode.Add: x[ip->Rd] = x[ip->Rs1] + x[ip->Rs2]; ip++; continue;
                case (int)Opcode.Sub: x[ip->Rd] = x[ip->Rs1] - x[ip->Rs2]; ip++; continue;
                case (int)Opcode.Sll: x[ip->Rd] = x[ip->Rs1] << (int)x[ip->Rs2]; ip++; continue;
                case (int)Opcode.Slt: x[ip->Rd] = (int)x[ip->Rs1] < (int)x[ip->Rs2] ? 1u : 0; ip++; continue;
                case (int)Opcode.Sltu: x[ip->Rd] = x[ip->Rs1] < x[ip->Rs2] ? 1u : 0; ip++; continue;
                case (int)Opcode.Xor: x[ip->Rd] = x[ip->Rs1] ^ x[ip->Rs2]; ip++; continue;
                case (int)Opcode.Srl: x[ip->Rd] = x[ip->Rs1] >> (int)x[ip->Rs2]; ip++; continue;
                case (int)Opcode.Sra: x[ip->Rd] = (uint)((int)x[ip->Rs1] >> (int)x[ip->Rs2]); ip++; continue;
                case (int)Opcode.Or: x[ip->Rd] = x[ip->Rs1] | x[ip->Rs2]; ip++; continue;
                case (int)Opcode.And: x[ip->Rd] = x[ip->Rs1] & x[ip->Rs2]; ip++; continue;

                case (int)Opcode.Mul: x[ip->Rd] = x[ip->Rs1] * x[ip->Rs2]; ip++; continue;
                case (int)Opcode.Mulh: x[ip->Rd] = (uint)(((long)(int)x[ip->Rs1] * (int)x[ip->Rs2]) >> 32); ip++; continue;
                case (int)Opcode.Mulhsu: x[ip->Rd] = (uint)(((int)x[ip->Rs1] * (long)x[ip->Rs2]) >> 32); ip++; continue;
                case (int)Opcode.Mulhu: x[ip->Rd] = (uint)(((ulong)x[ip->Rs1] * x[ip->Rs2]) >> 32); ip++; continue;
                case (int)Opcode.Div: x[ip->Rd] = Arithmetic.Divide(x[ip->Rs1], x[ip->Rs2]); ip++; continue;
                case (int)Opcode.Divu: x[ip->Rd] = Arithmetic.DivideUnsigned(x[ip->Rs1], x[ip->Rs2]); ip++; continue;
                case (int)Opcode.Rem: x[ip->Rd] = Arithmetic.Remainder(x[ip->Rs1], x[ip->Rs2]); ip++; continue;
                case (int)Opcode.Remu: x[ip->Rd] = Arithmetic.RemainderUnsigned(x[ip->Rs1], x[ip->Rs2]); ip++; continue;

                case (int)Opcode.Lw:
                    address = x[ip->Rs1] + (uint)ip->Immediate;
                    if (BitOperations.RotateRight(address - MemoryMap.Start, 2) >= WordLimit)
                    {
                        size = 4;
                        goto AccessFault;
                    }

                    Touch<TMode>(machine, recorder, touched, address);
                    x[ip->Rd] = *(uint*)(memory + address);
                    ip++;
                    continue;
                case (int)Opcode.Lh or (int)Opcode.Lhu:
                    address = x[ip->Rs1] + (uint)ip->Immediate;
                    if (BitOperations.RotateRight(address - MemoryMap.Start, 1) >= HalfLimit)
                    {
                        size = 2;
                        goto AccessFault;
                    }

                    Touch<TMode>(machine, recorder, touched, address);
                    x[ip->Rd] = operation == (int)Opcode.Lh ? (uint)*(short*)(memory + address) : *(ushort*)(memory + address);
                    ip++;
                    continue;
                case (int)Opcode.Lbu:
                    address = x[ip->Rs1] + (uint)ip->Immediate;
                    if (address - MemoryMap.Start >= ByteLimit)
                    {
                        size = 1;
                        goto AccessFault;
                    }

                    Touch<TMode>(machine, recorder, touched, address);
                    x[ip->Rd] = memory[address];
                    ip++;
                    continue;
                case (int)Opcode.Lb:
                    address = x[ip->Rs1] + (uint)ip->Immediate;
                    if (address - MemoryMap.Start >= ByteLimit)
                    {
                        size = 1;
                        goto AccessFault;
                    }

                    Touch<TMode>(machine, recorder, touched, address);
                    x[ip->Rd] = (uint)(sbyte)memory[address];
                    ip++;
                    continue;
                case (int)Opcode.Sw:
                    address = x[ip->Rs1] + (uint)ip->Immediate;
                    if (BitOperations.RotateRight(address - MemoryMap.Start, 2) >= WordLimit)
                    {
                        size = 4;
                        goto AccessFault;
                    }

                    TouchStore<TMode>(machine, recorder, touched, address);
                    *(uint*)(memory + address) = x[ip->Rs2];
                    ip++;
                    continue;
                case (int)Opcode.Sh:
                    address = x[ip->Rs1] + (uint)ip->Immediate;
                    if (BitOperations.RotateRight(address - MemoryMap.Start, 1) >= HalfLimit)
                    {
                        size = 2;
                        goto AccessFault;
                    }

                    TouchStore<TMode>(machine, recorder, touched, address);
                    *(ushort*)(memory + address) = (ushort)x[ip->Rs2];
                    ip++;
                    continue;
                case (int)Opcode.Sb:
                    address = x[ip->Rs1] + (uint)ip->Immediate;
                    if (address - MemoryMap.Start >= ByteLimit)
                    {
                        size = 1;
                        goto AccessFault;
                    }

                    TouchStore<TMode>(machine, recorder, touched, address);
                    memory[address] = (byte)x[ip->Rs2];
                    ip++;
                    continue;

                case (int)Opcode.Beq:
                    if (x[ip->Rs1] == x[ip->Rs2])
                    {
                        goto TakenBranch;
                    }

                    ip++;
                    continue;
                case (int)Opcode.Bne:
                    if (x[ip->Rs1] != x[ip->Rs2])
                    {
                        goto TakenBranch;
                    }

                    ip++;
                    continue;
                case (int)Opcode.Blt:
                    if ((int)x[ip->Rs1] < (int)x[ip->Rs2])
                    {
                        goto TakenBranch;
                    }

                    ip++;
                    continue;
                case (int)Opcode.Bge:
                    if ((int)x[ip->Rs1] >= (int)x[ip->Rs2])
                    {
                        goto TakenBranch;
                    }

                    ip++;
                    continue;
                case (int)Opcode.Bltu:
                    if (x[ip->Rs1] < x[ip->Rs2])
                    {
                        goto TakenBranch;
                    }

                    ip++;
                    continue;
                case (int)Opcode.Bgeu:
                    if (x[ip->Rs1] >= x[ip->Rs2])
                    {
                        goto TakenBranch;
                    }

                    ip++;
                    continue;

                case (int)Opcode.Jal:
                    x[ip->Rd] = machine.AddressOf(ip + 1);
                    target = (CodeWord*)((byte*)ip + ip->Immediate);
                    if (typeof(TMode) == typeof(Profiled))
                    {
                        machine.OnJump(ip, target, cycles + (ulong)(ip + 1 - lineStart));
                    }

                    goto Taken;
                case (int)Opcode.Jalr:
                    // The ISA clears bit 0 of the target.
                    address = (x[ip->Rs1] + (uint)ip->Immediate & ~1u) - machine.Code.TextBase;
                    if (BitOperations.RotateRight(address, 2) >= (uint)machine.Code.Count)
                    {
                        machine.FailJump(ip, cycles + (ulong)(ip - lineStart), address + machine.Code.TextBase);
                    }

                    x[ip->Rd] = machine.AddressOf(ip + 1);
                    target = machine.Code.Words + address / 4;
                    if (typeof(TMode) == typeof(Profiled))
                    {
                        machine.OnJump(ip, target, cycles + (ulong)(ip + 1 - lineStart));
                    }

                    goto Taken;

                case (int)Opcode.Ecall:
                    SettleLine<TMode>(machine, lineStart, ip, ref cycles);
                    lineStart = ip;
                    machine.Ip = ip;
                    machine.Cycles = cycles;
                    StopReason call = machine.Ecall();
                    nextCheck = machine.NextCheck;
                    if (call == StopReason.None && cycles < nextCheck)
                    {
                        ip++;
                        continue;
                    }

                    if (call == StopReason.ShardFull)
                    {
                        // A hint was cut, or a call needs more room than there is: the same ECALL goes on in the next shard.
                        CountLeave<TMode>(ip - 1, leaves);
                        return call;
                    }

                    ip++;
                    SettleLine<TMode>(machine, lineStart, ip, ref cycles);
                    lineStart = ip;
                    machine.Ip = ip;
                    machine.Cycles = cycles;
                    if (call == StopReason.None)
                    {
                        call = machine.Check();
                        nextCheck = machine.NextCheck;
                    }

                    if (call != StopReason.None)
                    {
                        CountLeave<TMode>(ip - 1, leaves);
                        return call;
                    }

                    continue;

                case Operation.Settle:
                    if (ip != lineStart)
                    {
                        SettleLine<TMode>(machine, lineStart, ip, ref cycles);
                        lineStart = ip;
                        if (cycles >= nextCheck)
                        {
                            machine.Ip = ip;
                            machine.Cycles = cycles;
                            StopReason settled = machine.Check();
                            nextCheck = machine.NextCheck;
                            if (settled != StopReason.None)
                            {
                                CountLeave<TMode>(ip - 1, leaves);
                                return settled;
                            }
                        }
                    }

                    operation = machine.Code.SettledOperation((int)(ip - machine.Code.Words));
                    goto Dispatch;

                default:
                    machine.FailOperation(ip, cycles + (ulong)(ip - lineStart));
                    break;
            }

        TakenBranch:
            target = (CodeWord*)((byte*)ip + ip->Immediate);
        Taken:
            if (Counts<TMode>())
            {
                ++*(ulong*)((byte*)ip + leaves);
                ++*(ulong*)((byte*)target + enters);
            }

            SettleLine<TMode>(machine, lineStart, ip + 1, ref cycles);
            ip = target;
            lineStart = target;
            if (cycles >= nextCheck)
            {
                machine.Ip = ip;
                machine.Cycles = cycles;
                StopReason stop = machine.Check();
                nextCheck = machine.NextCheck;
                if (stop != StopReason.None)
                {
                    CountLeave<TMode>(ip - 1, leaves);
                    return stop;
                }
            }

            continue;

        AccessFault:
            machine.FailAccess(ip, cycles + (ulong)(ip - lineStart), address, size);
        }
    }

    private static bool Counts<TMode>() =>
        typeof(TMode) == typeof(Plain) || typeof(TMode) == typeof(Metered) || typeof(TMode) == typeof(Profiled);

    private static bool Meters<TMode>() => typeof(TMode) == typeof(Metered) || typeof(TMode) == typeof(Profiled);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SettleLine<TMode>(Machine machine, CodeWord* first, CodeWord* end, ref ulong cycles)
    {
        cycles += (ulong)(end - first);
        if (Meters<TMode>())
        {
            machine.Rows.Add(first, end);
        }
    }

    /// <summary>
    /// Ends the straight line after <paramref name="last"/>. Where the line is empty this cancels the count of its beginning,
    /// since executions are prefix sums of enters minus leaves.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CountLeave<TMode>(CodeWord* last, nint leaves)
    {
        if (Counts<TMode>())
        {
            ++*(ulong*)((byte*)last + leaves);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Touch<TMode>(Machine machine, ReplayMachine recorder, ulong* touched, uint address)
    {
        uint word = address / 4;
        if (Meters<TMode>() && (touched[word / 64] >> (int)(word % 64) & 1) == 0)
        {
            machine.FirstTouch(word);
        }

        if (typeof(TMode) == typeof(Recording))
        {
            recorder.AccessMemory(word);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TouchStore<TMode>(Machine machine, ReplayMachine recorder, ulong* touched, uint address)
    {
        if (typeof(TMode) == typeof(Unconstrained))
        {
            machine.KeepForUndo(address);
        }

        Touch<TMode>(machine, recorder, touched, address);
    }
}
