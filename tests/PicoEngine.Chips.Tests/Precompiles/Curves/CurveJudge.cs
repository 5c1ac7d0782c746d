// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Precompiles.Curves;

/// <summary>What becomes of a changed row of a table of curves.</summary>
internal sealed class CurveJudge(IRecordTable table)
{
    private static readonly LookupEntries Entries = new(new CurveRun().Source.Program);

    private readonly RowReader _reader = new(table);

    /// <summary>The numbers of the constraints that fail.</summary>
    public List<int> Breaches(KoalaBear[] cells)
    {
        _reader.Read(cells);
        return [.. Enumerable.Range(0, _reader.Constraints.Count).Where(i => !_reader.Constraints[i].IsZero)];
    }

    /// <summary>The values of all constraints.</summary>
    public KoalaBear[] Constraints(KoalaBear[] cells)
    {
        _reader.Read(cells, stopAtBreach: true);
        return [.. _reader.Constraints];
    }

    /// <summary>The messages other than lookups.</summary>
    public List<RowMessage> Say(KoalaBear[] cells)
    {
        _reader.Read(cells);
        return [.. _reader.Messages.Where(message => !LookupEntries.IsLookup(message))];
    }

    /// <summary>Judges what a row says and looks up, whether its constraints hold or not, and whatever is in columns of some name.</summary>
    public RowVerdict JudgeMessages(KoalaBear[] cells, string except)
    {
        // Zero fits every range.
        KoalaBear[] rest = [.. cells.Select((cell, i) => table.Columns.Names[i].StartsWith(except, StringComparison.Ordinal) ? KoalaBear.Zero : cell)];
        _reader.Read(rest);
        return _reader.Messages.Any(message => LookupEntries.IsLookup(message) && !Entries.Has(message)) ? RowVerdict.Lookup
            : CurveOracle.Judge([.. _reader.Messages.Where(message => !LookupEntries.IsLookup(message))]);
    }

    /// <summary>Judges a row.</summary>
    /// <param name="cells">The row.</param>
    /// <param name="before">What it said before a change, or null.</param>
    public RowVerdict Judge(KoalaBear[] cells, List<RowMessage>? before = null)
    {
        _reader.Read(cells, stopAtBreach: true);
        if (_reader.IsBroken)
        {
            return RowVerdict.Constraint;
        }

        if (_reader.Messages.Any(message => LookupEntries.IsLookup(message) && !Entries.Has(message)))
        {
            return RowVerdict.Lookup;
        }

        var said = _reader.Messages.Where(message => !LookupEntries.IsLookup(message)).ToList();
        return said.Count == 0 ? RowVerdict.Silent
            : before is not null && said.Zip(before, (now, then) => now.SameAs(then)).All(same => same) ? RowVerdict.Free
            : CurveOracle.Judge(said);
    }
}
