// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Chips.Program;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>
/// Judges rows one by one against the meaning of the buses. Stricter than a changed message: a prover may choose the counts of lookups and all other rows, so
/// a row that constraints and lookup tables accept must be a right step of the machine for some state, whichever messages it sends.
/// </summary>
internal sealed class RowJudge(IAirTable table, ProgramRows program)
{
    private readonly LookupEntries _entries = new(program);
    private readonly InstructionOracle _oracle = new(program.Image);

    public IAirTable Table => table;

    public RowReader Reader { get; } = new(table);

    /// <param name="cells">The row.</param>
    /// <param name="before">Messages of the row before it was changed.</param>
    public RowVerdict Judge(KoalaBear[] cells, IReadOnlyList<RowMessage>? before = null)
    {
        Reader.Read(cells, stopAtBreach: true);
        if (Reader.IsBroken)
        {
            return RowVerdict.Constraint;
        }

        if (Reader.Messages.Any(message => LookupEntries.IsLookup(message) && !_entries.Has(message)))
        {
            return RowVerdict.Lookup;
        }

        var said = Reader.Messages.Where(message => !LookupEntries.IsLookup(message)).ToList();
        return said.Count == 0 ? RowVerdict.Silent
            : before is not null && IsSame(said, before) ? RowVerdict.Free
            : _oracle.Judge(said);
    }

    /// <summary>The state and cell messages of a row, in the order of its definition.</summary>
    public IReadOnlyList<RowMessage> Messages(KoalaBear[] cells)
    {
        Reader.Read(cells);
        return [.. Reader.Messages.Where(message => !LookupEntries.IsLookup(message))];
    }

    private static bool IsSame(List<RowMessage> said, IReadOnlyList<RowMessage> before) =>
        said.Count == before.Count && said.Zip(before, (now, then) => now.SameAs(then)).All(same => same);
}
