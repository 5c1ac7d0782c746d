// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Symbolic;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Precompiles.Keccak;

/// <summary>By column of a table the constraints and interactions that read it: wide rows are checked in the parts that a change touches.</summary>
internal sealed class ColumnReaders
{
    private readonly Polynomial[][] _constraints;
    private readonly Interaction[][] _lookups;

    public ColumnReaders(TableDefinition table)
    {
        _constraints = [.. ByColumn(table.Constraints, constraint => constraint.Columns, table.Columns.Width)];
        _lookups = [.. ByColumn(
            table.Interactions, interaction => interaction.Message.Append(interaction.Multiplicity).SelectMany(polynomial => polynomial.Columns).Distinct(), table.Columns.Width)];
    }

    /// <summary>Who refuses a row that holds but for the cell of a column, or null.</summary>
    public RowVerdict? Refuses(KoalaBear[] cells, int column, LookupEntries entries)
    {
        foreach (var constraint in _constraints[column])
        {
            if (!Evaluate(constraint, cells).IsZero)
            {
                return RowVerdict.Constraint;
            }
        }

        foreach (var lookup in _lookups[column])
        {
            RowMessage message = new(lookup.Bus, [.. lookup.Message.Select(element => Evaluate(element, cells).ToCanonical())], false);
            if (LookupEntries.IsLookup(message) && !Evaluate(lookup.Multiplicity, cells).IsZero && !entries.Has(message))
            {
                return RowVerdict.Lookup;
            }
        }

        return null;
    }

    private static IEnumerable<T[]> ByColumn<T>(IEnumerable<T> all, Func<T, IEnumerable<int>> columns, int width)
    {
        var byColumn = all.SelectMany(one => columns(one).Select(column => (column, one))).ToLookup(entry => entry.column, entry => entry.one);
        return Enumerable.Range(0, width).Select(column => byColumn[column].ToArray());
    }

    private static KoalaBear Evaluate(Polynomial polynomial, KoalaBear[] cells)
    {
        var sum = KoalaBear.Zero;
        foreach (var term in polynomial.Terms)
        {
            var product = term.Coefficient;
            foreach (var variable in term.Variables)
            {
                product *= variable == Polynomial.RealRow ? KoalaBear.One : cells[variable];
            }

            sum += product;
        }

        return sum;
    }
}
