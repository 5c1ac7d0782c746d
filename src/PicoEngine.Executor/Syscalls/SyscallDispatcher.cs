// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Interpreter;
using PicoEngine.Executor.Precompiles;
using PicoEngine.RiscV;

namespace PicoEngine.Executor.Syscalls;

/// <summary>Carries out ECALLs: code in t0, arguments in a0 to a2, result in t0 (guest ABI, "ECALL convention").</summary>
internal sealed unsafe class SyscallDispatcher(Machine machine, IGuestHost host)
{
    private const int T0 = 5;
    private const int A0 = 10;
    private const int A1 = 11;
    private const int A2 = 12;
    private const int CommitWords = 8;

    private readonly uint[] _read = new uint[PrecompileCalls.MaxAccessCount];
    private readonly uint[] _updated = new uint[PrecompileCalls.MaxAccessCount];
    private uint[] _data = [];

    /// <summary>Executes the ECALL at the machine's instruction pointer.</summary>
    public StopReason Execute()
    {
        uint* x = machine.Registers;
        var code = (SyscallCode)x[T0];
        uint a0 = x[A0];
        uint a1 = x[A1];
        if (!SyscallCodes.IsDefined(code))
        {
            machine.FailHere(ErrorCatalog.GuestUnknownSyscall, $"there is no system call 0x{(uint)code:x8}", ("syscall", (uint)code));
        }

        host.BeginCall(code);
        switch (code)
        {
            case SyscallCode.Halt:
                return host.Halt(a0);
            case SyscallCode.Write:
                Write(a0, a1, x[A2]);
                return StopReason.None;
            case SyscallCode.EnterUnconstrained:
                return host.EnterUnconstrained();
            case SyscallCode.ExitUnconstrained:
                return host.ExitUnconstrained();
            case SyscallCode.Commit:
                CheckIndex(a0);
                host.Commit(a0, a1);
                return StopReason.None;
            case SyscallCode.CommitDeferredProofs:
                CheckIndex(a0);
                if (a1 >= GuestPoseidon2.Modulus)
                {
                    machine.FailHere(ErrorCatalog.GuestCommitInvalid, $"deferred word 0x{a1:x8} is no field element", ("word", a1));
                }

                host.CommitDeferred(a0, a1);
                return StopReason.None;
            case SyscallCode.VerifyPicoProof:
                return StopReason.None;
            case SyscallCode.HintLength:
                x[T0] = host.HintLength();
                return StopReason.None;
            case SyscallCode.HintRead:
                CheckRegion("HINT_READ destination", a0, (a1 + 3UL) / 4);
                return host.HintRead(a0, a1);
            case SyscallCode.Keccak256:
                return HashKeccak256(a0, a1);
            default:
                return Precompile(PrecompileCalls.Find(code)!, a0, a1);
        }
    }

    private StopReason Precompile(PrecompileCall call, uint p, uint q)
    {
        if (host.BeginPrecompile(call.Code, 1, call.AccessCount) is var stop && stop != StopReason.None)
        {
            return stop;
        }

        string name = SyscallCodes.Name(call.Code);
        CheckSecondArgument(call, name, p, q);
        uint readAddress = Address(call.Read, p, q);
        uint updatedAddress = Address(call.Updated, p, q);
        CheckRegion(name, readAddress, (ulong)call.Read.Count);
        CheckRegion(name, updatedAddress, (ulong)call.Updated.Count);

        Span<uint> read = _read.AsSpan(0, call.Read.Count);
        Span<uint> updated = _updated.AsSpan(0, call.Updated.Count);
        machine.ReadWords(readAddress, read, call.Read.Slot);
        // Safe: CheckRegion put the region inside of guest memory.
        new ReadOnlySpan<uint>(machine.Memory + updatedAddress, updated.Length).CopyTo(updated);
        PrecompileFault fault = call.Operation(updated, read, q);
        if (fault != PrecompileFault.None)
        {
            machine.FailHere(ErrorCatalog.GuestPrecompileFault, $"{name} has no provable result: {fault}", ("syscall", name), ("fault", fault.ToString()));
        }

        machine.WriteWords(updatedAddress, updated, call.Updated.Slot);
        return StopReason.None;
    }

    /// <summary>Data and length are read at slot 0, the digest is written at slot 1; so it may lie in the data.</summary>
    private StopReason HashKeccak256(uint p, uint q)
    {
        string name = SyscallCodes.Name(SyscallCode.Keccak256);
        CheckRegion(name, q, Keccak256Call.DescriptorWords);
        // Safe: CheckRegion put the word inside of guest memory.
        var call = new Keccak256Call(p, q, *(uint*)(machine.Memory + q));
        if (call.Length > Keccak256.MaximumLength)
        {
            machine.FailHere(ErrorCatalog.GuestSyscallArgument,
                $"{name} of {call.Length} bytes; the most is {Keccak256.MaximumLength}", ("argument", q), ("length", call.Length));
        }

        CheckRegion(name, p, call.DataWords);
        if (call.LengthLiesInData)
        {
            machine.FailHere(ErrorCatalog.GuestSyscallArgument, $"{name}: the length at 0x{q:x8} lies in the {call.Length} bytes at 0x{p:x8}", ("argument", q));
        }

        if (host.BeginPrecompile(SyscallCode.Keccak256, call.Blocks, call.AccessCount) is var stop && stop != StopReason.None)
        {
            return stop;
        }

        if (_data.Length == 0)
        {
            _data = new uint[Keccak256.Words(Keccak256.MaximumLength)];
        }

        Span<uint> length = stackalloc uint[1];
        Span<uint> digest = stackalloc uint[Keccak256.DigestWords];
        Span<uint> data = _data.AsSpan(0, (int)call.DataWords);
        machine.ReadWords(q, length, 0);
        machine.ReadWords(p, data, 0);
        Keccak256.Hash(data, call.Length, digest);
        machine.WriteWords(call.Digest, digest, 1);
        return StopReason.None;
    }

    private void CheckSecondArgument(PrecompileCall call, string name, uint p, uint q)
    {
        if (call.SecondArgument == SecondArgument.Zero && q != 0)
        {
            machine.FailHere(ErrorCatalog.GuestSyscallArgument, $"{name} with a1 = 0x{q:x8}, which must be 0", ("argument", q));
        }

        if (call.SecondArgument == SecondArgument.DistinctPointer && p == q)
        {
            machine.FailHere(ErrorCatalog.GuestSyscallArgument, $"{name} with both pointers 0x{p:x8}", ("argument", q));
        }
    }

    private static uint Address(OperandRegion region, uint p, uint q) =>
        (region.Pointer == OperandPointer.P ? p : q) + 4 * region.Offset;

    private void CheckRegion(string name, uint address, ulong words)
    {
        if (address % 4 != 0)
        {
            machine.FailHere(ErrorCatalog.GuestSyscallArgument, $"{name}: pointer 0x{address:x8} is no multiple of 4", ("argument", address));
        }

        if (words > 0 && (address < MemoryMap.Start || address + 4 * words > MemoryMap.End))
        {
            machine.FailHere(ErrorCatalog.GuestSyscallArgument,
                $"{name}: {words} words at 0x{address:x8} lie outside of 0x{MemoryMap.Start:x}..0x{MemoryMap.End:x}", ("argument", address));
        }
    }

    private void CheckIndex(uint index)
    {
        if (index >= CommitWords)
        {
            machine.FailHere(ErrorCatalog.GuestCommitInvalid, $"index {index} is above {CommitWords - 1}", ("index", index));
        }
    }

    private void Write(uint descriptor, uint address, uint byteCount)
    {
        if (byteCount > 0 && (address < MemoryMap.Start || address + (ulong)byteCount > MemoryMap.End))
        {
            machine.FailHere(ErrorCatalog.GuestSyscallArgument,
                $"WRITE: {byteCount} bytes at 0x{address:x8} lie outside of 0x{MemoryMap.Start:x}..0x{MemoryMap.End:x}", ("argument", address));
        }

        host.Write(descriptor, address, byteCount);
    }
}
