// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Numerics;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Precompiles.Calls;

/// <summary>The cells of a row in the hands of a forger: numbers are changed, then carries and comparisons made to fit as well as they can.</summary>
internal sealed class ForgedRow(IRecordTable table, KoalaBear[] cells)
{
    private readonly RowReader _reader = new(table);

    public KoalaBear[] Cells { get; } = [.. cells];

    public KoalaBear this[string column]
    {
        get => Cells[Index(column)];
        set => Cells[Index(column)] = value;
    }

    /// <summary>The bytes in columns name[0], name[1], ...</summary>
    public BigInteger Number(string name) => Indices(name).Reverse().Aggregate(BigInteger.Zero, (sum, index) => (sum << 8) + Cells[index].ToCanonical());

    /// <summary>Changes a number in bytes.</summary>
    public ForgedRow SetNumber(string name, BigInteger number)
    {
        foreach (var index in Indices(name))
        {
            Cells[index] = KoalaBear.FromCanonical((uint)(number & 0xff));
            number >>= 8;
        }

        return number.IsZero ? this : throw new ArgumentException("The number is too long.", nameof(number));
    }

    /// <summary>Adds to a number in bytes, or in signed digits, which are bytes of another number.</summary>
    public ForgedRow Add(string name, BigInteger difference) => SetNumber(name, Number(name) + difference);

    /// <summary>The carries of an equation, from the lowest up: each makes its constraint hold, and is brought into its range where a top bit can do that.</summary>
    public ForgedRow RepairCarries(string equation)
    {
        foreach (var index in Indices($"{equation}_carry"))
        {
            var number = table.Columns.Names[index][(equation.Length + "_carry".Length)..];
            var top = table.Columns.Names.ToList().IndexOf($"{equation}_carry_top{number}");
            if (top >= 0)
            {
                Cells[top] = KoalaBear.Zero;
                Solve(index);
                if (Cells[index].ToCanonical() is >= 1 << 14 and < 1 << 15)
                {
                    Cells[top] = KoalaBear.One;
                }
            }

            Solve(index);
        }

        return this;
    }

    /// <summary>All ways to flag a group of a comparison, with an excess that fits it.</summary>
    /// <param name="comparison">The name.</param>
    /// <param name="isActive">Whether a group needs to be flagged.</param>
    public IEnumerable<ForgedRow> Comparisons(string comparison, bool isActive = true)
    {
        var flags = Indices($"is_{comparison}_at").ToArray();
        for (var group = isActive ? 0 : -1; group < (isActive ? flags.Length : 0); group++)
        {
            ForgedRow row = new(table, Cells);
            for (var i = 0; i < flags.Length; i++)
            {
                row.Cells[flags[i]] = i == group ? KoalaBear.One : KoalaBear.Zero;
            }

            row[$"{comparison}_excess_high"] = KoalaBear.Zero;
            row.Solve(row.Index($"{comparison}_excess_low"));
            var excess = row[$"{comparison}_excess_low"].ToCanonical();
            row[$"{comparison}_excess_low"] = KoalaBear.FromCanonical(excess & 0xffff);
            row[$"{comparison}_excess_high"] = KoalaBear.FromCanonical(excess >> 16);
            yield return row;
        }
    }

    /// <summary>Gives a cell the value for which the first constraint that it is in, linearly, holds.</summary>
    public void Solve(int index)
    {
        var (zero, one) = (Constraints(index, KoalaBear.Zero), Constraints(index, KoalaBear.One));
        var at = Enumerable.Range(0, zero.Length).First(i => zero[i] != one[i]);
        Cells[index] = zero[at] * (zero[at] - one[at]).Inverse();
    }

    private KoalaBear[] Constraints(int index, KoalaBear value)
    {
        Cells[index] = value;
        _reader.Read(Cells);
        return [.. _reader.Constraints];
    }

    private int Index(string column)
    {
        var index = table.Columns.Names.ToList().IndexOf(column);
        return index >= 0 ? index : throw new ArgumentException($"{table.Name} has no column {column}.", nameof(column));
    }

    private IEnumerable<int> Indices(string name)
    {
        var start = Index(string.Create(CultureInfo.InvariantCulture, $"{name}[0]"));
        for (var i = 0; start + i < table.Columns.Width && table.Columns.Names[start + i] == string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"); i++)
        {
            yield return start + i;
        }
    }
}
