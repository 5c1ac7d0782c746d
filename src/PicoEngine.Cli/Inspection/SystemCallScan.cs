// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Decoding;

namespace PicoEngine.Cli.Inspection;

/// <summary>Which system calls a program contains, by the constant that straight-line code has in t0 at an ECALL.</summary>
/// <param name="Calls">Calls found, by ascending code.</param>
/// <param name="Unresolved">ECALLs whose code is not a constant nearby, or no call of the machine.</param>
internal sealed record SystemCallScan(IReadOnlyList<SyscallCode> Calls, int Unresolved)
{
    private const int T0 = 5;

    public static SystemCallScan Of(ProgramImage image)
    {
        var calls = new SortedSet<SyscallCode>();
        int unresolved = 0;
        var constants = new uint?[32];
        constants[0] = 0;
        foreach (Instruction instruction in image.Instructions.Span)
        {
            uint? result = null;
            switch (instruction.Opcode)
            {
                case Opcode.Ecall when constants[T0] is { } code && SyscallCodes.IsDefined((SyscallCode)code):
                    calls.Add((SyscallCode)code);
                    constants[T0] = null; // the call's result
                    break;
                case Opcode.Ecall:
                    unresolved++;
                    break;
                case Opcode.Lui:
                    result = (uint)instruction.Immediate;
                    break;
                case Opcode.Addi:
                    result = constants[instruction.Rs1] + (uint)instruction.Immediate;
                    break;
                case Opcode.Jal or Opcode.Jalr:
                    Array.Clear(constants); // what follows is reached from elsewhere
                    constants[0] = 0;
                    break;
                default:
                    break;
            }

            if (instruction.Rd != 0)
            {
                constants[instruction.Rd] = result;
            }
        }

        return new SystemCallScan([.. calls], unresolved);
    }
}
