// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Recording;

/// <summary>Which registers an instruction's record names.</summary>
internal readonly record struct RecordFormat(byte Table, bool ReadsB, bool ReadsC, bool WritesA, bool AccessesMemory)
{
    /// <summary>Formats indexed by <see cref="Opcode"/>; opcodes without rows have table 255.</summary>
    public static RecordFormat[] ByOpcode { get; } = [.. Enum.GetValues<Opcode>().Select(Of)];

    private static RecordFormat Of(Opcode opcode)
    {
        if (InstructionTables.Of(opcode) is not { } table)
        {
            return new RecordFormat(byte.MaxValue, false, false, false, false);
        }

        bool branch = table is InstructionTable.BranchEqual or InstructionTable.BranchLess;
        bool store = opcode is >= Opcode.Sb and <= Opcode.Sw;
        bool load = opcode is >= Opcode.Lb and <= Opcode.Lhu;
        bool register = opcode is (>= Opcode.Add and <= Opcode.Remu) or Opcode.Fence;
        bool call = opcode == Opcode.Ecall;
        return new RecordFormat(
            (byte)table,
            ReadsB: opcode is not (Opcode.Lui or Opcode.Auipc or Opcode.Jal),
            ReadsC: branch || store || register || call,
            WritesA: !branch && !store,
            AccessesMemory: load || store);
    }
}
