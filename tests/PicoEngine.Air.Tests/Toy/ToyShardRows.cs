// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>The rows of a shard while it is executed.</summary>
internal sealed class ToyShardRows
{
    private readonly int[] _publicValues = new int[ToyPublicValues.All.Length];
    private readonly Dictionary<string, List<int[]>> _rows = [];

    public ToyShardRows(int number)
    {
        Number = number;
        this[ToyPublicValues.Shard] = number;
    }

    public int Number { get; }

    /// <summary>How often each instruction is executed, up to a whole block.</summary>
    public int[] RomUses { get; } = new int[16];

    /// <summary>Values looked up in the table of bytes.</summary>
    public List<int> Lookups { get; } = [];

    /// <summary>(on, previous key) of each row of the segment table.</summary>
    public (int On, int Previous)[] SegmentRows { get; } = new (int On, int Previous)[16];

    public int this[PublicValue publicValue]
    {
        get => _publicValues[publicValue.Index];
        set => _publicValues[publicValue.Index] = value;
    }

    public List<int[]> Rows(string table)
    {
        if (!_rows.TryGetValue(table, out var rows))
        {
            _rows.Add(table, rows = []);
        }

        return rows;
    }

    public ShardWitness ToWitness(ToyProgram program)
    {
        var preprocessed = program.Preprocess().Tables;
        return new ShardWitness(
            [.. _publicValues.Select(ToyProgram.Word)],
            [
                .. ToyMachine.Definition.Tables.Select(table => table.Name switch
                {
                    "range" => Beside(preprocessed["range"], [.. Enumerable.Range(0, 256).Select(value => new[] { Lookups.Count(lookup => lookup == value) })]),
                    "rom" when RomUses.Any(uses => uses > 0) => Beside(preprocessed["rom"], [.. RomUses.Select(uses => new[] { uses })]),
                    "segment" when SegmentRows.Any(row => row.On != 0) =>
                        Beside(preprocessed["segment"], [.. SegmentRows.Select(row => new[] { row.On, row.Previous })]),
                    _ => ToyProgram.Rows(Rows(table.Name), table.Columns.Width, table.LogBlockHeight),
                }),
            ]);
    }

    // Preprocessed columns on the left, the columns of the shard on the right.
    private static TraceMatrix Beside(TraceMatrix left, int[][] right)
    {
        TraceMatrix joined = new(left.Width + right[0].Length, left.Height);
        for (var row = 0; row < left.Height; row++)
        {
            for (var column = 0; column < joined.Width; column++)
            {
                joined[column, row] = column < left.Width ? left[column, row] : ToyProgram.Word(right[row][column - left.Width]);
            }
        }

        return joined;
    }
}
