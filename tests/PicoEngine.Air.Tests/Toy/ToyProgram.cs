// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>A program of the toy machine with its memory image; <see cref="Default"/> is the executable reference's.</summary>
internal sealed record ToyProgram(ImmutableArray<ToyInstruction> Instructions)
{
    public const int Registers = 4;
    public const int Words = 256;
    public const int EntryPc = 1;
    public const int LastKey = Registers + Words;

    /// <summary>Operation of an instruction that halts.</summary>
    public const int Halt = 1;

    /// <summary>Operation of an instruction that commits its result.</summary>
    public const int Commit = 2;

    /// <summary>Memory word to initial value; words 5, 8 and 9 are never touched.</summary>
    public static readonly ImmutableSortedDictionary<int, int> Image =
        new Dictionary<int, int> { [3] = 1, [4] = 1, [5] = 2, [6] = 250, [8] = 0, [9] = 77 }.ToImmutableSortedDictionary();

    private static readonly (int S0, int A0, int A1, int S2, int A2)[] Loop =
        [(1, 3, 4, 0, 3), (0, 3, 20, 1, 20), (1, 20, 6, 1, 3), (0, 3, 21, 1, 21), (0, 1, 30, 1, 4)];

    /// <summary>A loop of five, a twin of each instruction that leaves the loop, COMMIT and HALT.</summary>
    public static ToyProgram Default { get; } = new(
    [
        .. Loop.Select((x, i) => new ToyInstruction(i + 1, ((i + 1) % 5) + 1, x.S0, x.A0, x.A1, x.S2, x.A2, 0)),
        .. Loop.Select((x, i) => new ToyInstruction(i + 1, 6, x.S0, x.A0, x.A1, x.S2, x.A2, 0)),
        new ToyInstruction(6, 7, 0, 3, 20, 1, 22, Commit),
        new ToyInstruction(7, 0, 0, 0, 40, 0, 0, Halt),
    ]);

    /// <summary>(space, address, initial value) of every register and image word.</summary>
    public static (int Space, int Address, int Value)[] ImageRows =>
        [.. Enumerable.Range(0, Registers).Select(register => (0, register, 0)), .. Image.Select(word => (1, word.Key, word.Value))];

    /// <summary>The maximal runs of image keys.</summary>
    public static (int Low, int High)[] SegmentRows
    {
        get
        {
            var keys = ImageRows.Select(row => Key(row.Space, row.Address)).ToHashSet();
            return [.. keys.Where(key => !keys.Contains(key - 1)).Order().Zip(keys.Where(key => !keys.Contains(key + 1)).Order())];
        }
    }

    /// <summary>The place of a cell in the address chain: registers from 1, then words.</summary>
    public static int Key(int space, int address) => space == 0 ? 1 + address : 1 + Registers + address;

    /// <summary>The program's part of the key.</summary>
    public PreprocessedProgram Preprocess() => new(
        new Dictionary<string, TraceMatrix>
        {
            ["range"] = Rows([.. Enumerable.Range(0, 256).Select(value => new[] { value })], 1, 6),
            ["rom"] = Rows([.. Instructions.Select(instruction => new[] { 1 }.Concat(instruction.Fields).ToArray())], 9, 4),
            ["image"] = Rows([.. ImageRows.Select(row => new[] { 1, row.Space, row.Address, row.Value })], 4, 4),
            ["segment"] = Rows([.. SegmentRows.Select(row => new[] { 1, row.Low, row.High })], 3, 4),
        },
        [Word(EntryPc), Word(SegmentRows.Length), Word(LastKey)]);

    /// <summary>Rows as columns, zero rows up to whole blocks.</summary>
    public static TraceMatrix Rows(IReadOnlyList<int[]> rows, int width, int logBlockHeight)
    {
        var blocks = (rows.Count + (1 << logBlockHeight) - 1) >> logBlockHeight;
        TraceMatrix matrix = new(width, blocks << logBlockHeight);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < width; column++)
            {
                matrix[column, row] = Word(rows[row][column]);
            }
        }

        return matrix;
    }

    public static KoalaBear Word(int value) => KoalaBear.Reduce((long)value);
}
