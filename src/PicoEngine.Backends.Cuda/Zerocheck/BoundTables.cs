// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Interop;

namespace PicoEngine.Backends.Cuda.Zerocheck;

/// <summary>Where the columns of all tables are at each time of the constraint sumcheck.</summary>
/// <remarks>Generation 0 are the traces in their groups; g + 1 are the columns before variable g behind the skip is bound. Rows are real ones, padded to whole loads.</remarks>
internal sealed class BoundTables
{
    // Words that one load takes.
    private const int Padding = 4;

    private readonly List<NativeZerocheckRows[]> _generations = [];

    /// <param name="shard">The tables.</param>
    public BoundTables(CommittedShard shard)
    {
        var (tables, logSkip) = (shard.Machine.Tables, shard.Parameters.LogSkip);
        List<NativeColumnPlace> places = [];
        var rows = new NativeZerocheckRows[tables.Length];
        foreach (var table in tables)
        {
            rows[table.Index] = new()
            {
                Height = (uint)shard.Witness.Traces[table.Index].Height,
                ColumnCount = (uint)table.Columns.Width + 1,
                FirstPlace = (uint)places.Count,
            };
            for (var column = 0; column < table.Columns.Width; column++)
            {
                var place = shard.PlaceOf(table.Index, column);
                places.Add(new() { Group = (uint)place.Group, Offset = (ulong)place.Start });
            }
        }

        Places = [.. places];
        _generations.Add(rows);
        Add(rows, height => height >> logSkip);
        for (var variable = logSkip; variable < shard.Machine.Limits.LogMaximumHeight; variable++)
        {
            Add(_generations[^1], height => (height + 1) / 2);
        }
    }

    /// <summary>Of every column of every table.</summary>
    public NativeColumnPlace[] Places { get; }

    /// <summary>Every generation, by table.</summary>
    public IReadOnlyList<NativeZerocheckRows[]> Generations => _generations;

    /// <summary>Words of the bound columns of a generation; at least one.</summary>
    public long Words(int generation) =>
        Math.Max(_generations[generation].Sum(rows => (long)rows.ColumnCount * 5 * rows.Stride), 1);

    /// <summary>Bound rows of the highest table.</summary>
    public long MaximumHeight(int generation) => _generations[generation].Max(rows => (long)rows.Height);

    /// <summary>The blocks that bind into a generation.</summary>
    public NativeZerocheckItem[] Items(int generation)
    {
        List<NativeZerocheckItem> items = [];
        for (var table = 0; table < _generations[generation].Length; table++)
        {
            var rows = _generations[generation][table];
            var elements = (long)rows.ColumnCount * rows.Stride;
            for (var first = 0L; first * NativeMethods.ZerocheckRowsOfItem < elements; first++)
            {
                items.Add(new() { SectionOrTable = (uint)table, First = checked((uint)first) });
            }
        }

        return [.. items];
    }

    private void Add(NativeZerocheckRows[] before, Func<uint, uint> bind)
    {
        var after = new NativeZerocheckRows[before.Length];
        var offset = 0UL;
        for (var table = 0; table < after.Length; table++)
        {
            var rows = before[table];
            rows.Height = bind(rows.Height);
            rows.Stride = (rows.Height + Padding - 1) & ~(uint)(Padding - 1);
            rows.Offset = offset;
            offset += (ulong)rows.ColumnCount * 5 * rows.Stride;
            after[table] = rows;
        }

        _generations.Add(after);
    }
}
