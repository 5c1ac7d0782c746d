// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Program;
using PicoEngine.Chips.Tests.Precompiles.Keccak;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>What the preprocessed tables hold, said a second time and without them.</summary>
internal sealed class LookupEntries(ProgramRows program)
{
    public static bool IsLookup(RowMessage message) =>
        message.Bus == RiscVBuses.Range16 || message.Bus == RiscVBuses.Range14 || message.Bus == RiscVBuses.Byte || message.Bus == RiscVBuses.Program
        || KeccakRelations.IsRelation(message.Bus);

    public bool Has(RowMessage message)
    {
        var elements = message.Elements;
        return !message.IsReceive && (
            message.Bus == RiscVBuses.Range16 ? elements[0] < 1 << 16
            : message.Bus == RiscVBuses.Range14 ? elements[0] < 1 << 14
            : message.Bus == RiscVBuses.Byte ? IsByteEntry(elements)
            : KeccakRelations.IsRelation(message.Bus) ? KeccakRelations.Has(message.Bus, elements)
            : IsInstruction(elements));
    }

    private static bool IsByteEntry(uint[] elements)
    {
        var (x, y, z) = (elements[1], elements[2], elements[3]);
        return x < 256 && y < 256 && elements[0] switch
        {
            0 => z == 0,
            1 => z == (x & y),
            2 => z == (x | y),
            3 => z == (x ^ y),
            _ => false,
        };
    }

    private bool IsInstruction(uint[] elements)
    {
        var index = ((long)elements[0] - program.Image.TextBase) / 4;
        if (elements[0] % 4 != 0 || index < 0 || index >= program.Rows.Length)
        {
            return false;
        }

        var row = program[(uint)index];
        return row.Kind != InstructionKind.None && elements.AsSpan().SequenceEqual(
            [row.Pc, (uint)row.Kind, row.A, row.B, KoalaBear.Reduce((ulong)row.C).ToCanonical(), row.XElement.ToCanonical(), row.Y]);
    }
}
