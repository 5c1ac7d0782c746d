// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Ranges;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Traces;

/// <summary>A lookup table with its entries laid out for comparison.</summary>
internal sealed class LookupTarget
{
    /// <summary>The entries of a table under a program.</summary>
    public LookupTarget(TableDefinition table, ProgramEncoding program, int firstCount)
    {
        var source = (ILookupTable)table.Source;
        var trace = program.Preprocessed.Tables[table.Name];
        Table = table;
        Height = trace.Height;
        var count = firstCount;
        Buses =
        [
            .. source.LookupRows(program.Rows).Select(row => new LookupBus(row, Height,
            [
                .. table.Interactions.Where(interaction => interaction.Bus == row.Bus)
                    .Select(interaction => new LookupAnswer(interaction, trace, row, (count += Height) - Height)),
            ])),
        ];
        Answers = [.. Buses.SelectMany(bus => bus.Answers)];
    }

    /// <summary>The table.</summary>
    public TableDefinition Table { get; }

    /// <summary>The number of rows.</summary>
    public int Height { get; }

    /// <summary>The buses on which it answers.</summary>
    public LookupBus[] Buses { get; }

    /// <summary>What each row answers to on all of them.</summary>
    public LookupAnswer[] Answers { get; }

    /// <summary>Writes preprocessed columns and multiplicities.</summary>
    /// <param name="preprocessed">The preprocessed columns.</param>
    /// <param name="counts">Uses of all answers of all targets.</param>
    /// <returns>The table, or one without rows if nothing looks it up.</returns>
    public TraceMatrix Write(TraceMatrix preprocessed, ReadOnlySpan<uint> counts)
    {
        if (!counts.Slice(Answers[0].FirstCount, Answers.Length * Height).ContainsAnyExcept(0u))
        {
            return new TraceMatrix(Table.Columns.Width, 0);
        }

        TraceMatrix trace = new(Table.Columns.Width, Height);
        for (var column = 0; column < preprocessed.Width; column++)
        {
            preprocessed.Column(column).CopyTo(trace.Column(column));
        }

        foreach (var answer in Answers)
        {
            var column = trace.Column(answer.MultiplicityColumn);
            for (var row = 0; row < Height; row++)
            {
                column[row] = KoalaBear.FromCanonical(counts[answer.FirstCount + row]);
            }
        }

        return trace;
    }
}
