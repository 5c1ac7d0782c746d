// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>What the toy machine demands of a program's image, segments and instructions.</summary>
internal static class ToyMemoryMap
{
    public static void Check(PreprocessedProgram program)
    {
        var image = Used(program, "image");
        var keys = image.Select(row => ToyProgram.Key((int)row[0], (int)row[1])).ToArray();
        Require(keys.Distinct().Count() == keys.Length && image.All(row => row[1] < (row[0] == 0 ? ToyProgram.Registers : ToyProgram.Words)),
            "image cells are distinct and in range");
        Require(Enumerable.Range(0, ToyProgram.Registers).All(register => image.Any(row => row.SequenceEqual(new uint[] { 0, (uint)register, 0 }))),
            "every register is an image cell with value 0");
        var runs = Used(program, "segment").Select(row => (Low: (int)row[0], High: (int)row[1])).Order().ToArray();
        Require(runs.SelectMany(run => Enumerable.Range(run.Low, Math.Max(run.High - run.Low + 1, 0))).SequenceEqual(keys.Order())
            && runs.Zip(runs.Skip(1)).All(pair => pair.First.High + 1 < pair.Second.Low),
            "segments are the maximal runs of image keys");
        Require(program.Statement[1].ToCanonical() == runs.Length && Used(program, "rom").All(row => row[0] != 0),
            "the statement counts the segments, and no instruction is at pc 0");
    }

    private static uint[][] Used(PreprocessedProgram program, string table)
    {
        var trace = program.Tables[table];
        return
        [
            .. Enumerable.Range(0, trace.Height).Where(row => !trace[0, row].IsZero)
                .Select(row => Enumerable.Range(1, trace.Width - 1).Select(column => trace[column, row].ToCanonical()).ToArray()),
        ];
    }

    private static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new MachineDefinitionException(MachineFault.ProgramRule, "(memory map)", rule);
        }
    }
}
