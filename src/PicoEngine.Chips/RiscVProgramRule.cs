// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Chips.Memory;
using PicoEngine.Chips.Program;
using PicoEngine.Fields;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips;

/// <summary>
/// What the machine demands of a program's preprocessed columns beyond their shape: the soundness argument initialises every cell at most once, and the
/// address chain is all that keeps MEMORY rows off the image.
/// </summary>
internal static class RiscVProgramRule
{
    /// <summary>Checks a program's part of a key.</summary>
    /// <exception cref="MachineDefinitionException">A demand is not met.</exception>
    public static void Check(PreprocessedProgram program)
    {
        var image = ImageKeys(program.Tables[ImageTable.TableName]);
        var segments = CheckSegments(program.Tables[SegmentTable.TableName], image);
        CheckProgram(program.Tables[ProgramTable.TableName]);
        Require(program.Statement.SequenceEqual(new RunStatement(program.Statement[0].ToCanonical(), segments, CellKeys.Last).ToWords()),
            "the statement is entry point, number of segments and largest key");
    }

    /// <summary>The keys of the image, ascending: all register cells with value 0, then words of guest memory.</summary>
    private static uint[] ImageKeys(TraceMatrix image)
    {
        var count = CountRows(image);
        var keys = new uint[count];
        for (var row = 0; row < count; row++)
        {
            var (space, address) = (image[1, row].ToCanonical(), image[2, row].ToCanonical());
            var isRegister = row < RegisterNumbers.Count;
            Require(isRegister
                ? space == CellKeys.RegisterSpace && address == row && image[3, row].IsZero && image[4, row].IsZero
                : space == CellKeys.MemorySpace && address % 4 == 0 && address is >= MemoryMap.Start and < MemoryMap.End,
                "the image is the register cells with value 0 and words of guest memory");
            Require(image[3, row].ToCanonical() <= ushort.MaxValue && image[4, row].ToCanonical() <= ushort.MaxValue, "image limbs have 16 bits");
            keys[row] = isRegister ? CellKeys.OfRegister(row) : CellKeys.OfAddress(address);
            Require(row == 0 || keys[row - 1] < keys[row], "image cells are distinct and ascend");
        }

        Require(count >= RegisterNumbers.Count, "all register cells are in the image");
        return keys;
    }

    private static uint CheckSegments(TraceMatrix segments, ReadOnlySpan<uint> image)
    {
        const string Rule = "segments are the maximal runs of the keys of the image and the reserved words";
        var count = CountRows(segments);
        var (previous, next) = (0u, RegisterNumbers.Count);
        for (var row = 0; row < count; row++)
        {
            var (low, high) = (segments[1, row].ToCanonical(), segments[2, row].ToCanonical());
            Require(row == 0 ? low == 1 && high >= CellKeys.LastReserved : low > previous + 1 && high >= low, Rule);
            for (var key = row == 0 ? CellKeys.LastReserved + 1 : low; key <= high; key++, next++)
            {
                Require(next < image.Length && image[next] == key, Rule);
            }

            previous = high;
        }

        Require(count > 0 && next == image.Length, Rule);
        return (uint)count;
    }

    private static void CheckProgram(TraceMatrix program)
    {
        var flags = program.Column(0);
        var pcs = program.Column(1);
        long? textBase = null;
        for (var row = 0; row < program.Height; row++)
        {
            var pc = pcs[row].ToCanonical();
            Require(flags[row].IsZero == (pc == 0), "no instruction is at pc 0");
            if (pc != 0)
            {
                textBase ??= pc - (4L * row);
                Require(pc % 4 == 0 && pc == textBase + (4L * row), "row i is the instruction at text base + 4 i, a multiple of 4");
            }
        }
    }

    /// <summary>The rows in use, which stand at the top; the others are zero.</summary>
    private static int CountRows(TraceMatrix trace)
    {
        var count = trace.Column(0).IndexOf(KoalaBear.Zero);
        count = count < 0 ? trace.Height : count;
        for (var column = 0; column < trace.Width; column++)
        {
            Require(!trace.Column(column)[count..].ContainsAnyExcept(KoalaBear.Zero), "rows behind the last one are zero");
        }

        return count;
    }

    private static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new MachineDefinitionException(MachineFault.ProgramRule, "(program)", rule);
        }
    }
}
