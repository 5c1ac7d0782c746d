// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Symbolic;
using PicoEngine.Chips.Ranges;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Traces;

/// <summary>One interaction of a lookup table: the message that each of its rows answers to.</summary>
internal sealed class LookupAnswer
{
    /// <summary>The messages of an interaction.</summary>
    /// <param name="interaction">A receive; its multiplicity is a column.</param>
    /// <param name="trace">The preprocessed columns.</param>
    /// <param name="row">The row of a message.</param>
    /// <param name="firstCount">Where the uses of its rows are counted.</param>
    public LookupAnswer(Interaction interaction, TraceMatrix trace, LookupRow row, int firstCount)
    {
        var arity = interaction.Message.Length;
        FirstCount = firstCount;
        MultiplicityColumn = interaction.Multiplicity.Columns.Single();
        Constants = [.. interaction.Message.Select(element => LinearForm.Of(element, []).Constant)];
        Entries = new KoalaBear[trace.Height * arity];
        var buffer = new KoalaBear[trace.Height];
        IsImplied = new bool[arity];
        Elements = new LookupElement[arity];
        for (var element = 0; element < arity; element++)
        {
            var values = LinearForm.Of(interaction.Message[element], []).Evaluate(trace, 0, buffer);
            Elements[element] = new LookupElement(values);
            IsImplied[element] = row.Form.Equals(Polynomial.Variable(element));
            for (var i = 0; i < values.Length; i++)
            {
                Entries[(i * arity) + element] = values[i];
                IsImplied[element] = IsImplied[element] && values[i].ToCanonical() == row.ValueOf(i);
            }
        }
    }

    /// <summary>Where the uses of its rows are counted.</summary>
    public int FirstCount { get; }

    /// <summary>The column that holds the uses.</summary>
    public int MultiplicityColumn { get; }

    /// <summary>Per element its value where it is the same in all rows.</summary>
    public KoalaBear?[] Constants { get; }

    /// <summary>Per element whether a message that names row r as its row has the right value there, because the element is what names the row.</summary>
    public bool[] IsImplied { get; }

    /// <summary><c>[row][element]</c></summary>
    public KoalaBear[] Entries { get; }

    /// <summary>The same by element.</summary>
    public LookupElement[] Elements { get; }
}
