// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Precompiles.Deletion;

/// <summary>A row over big integers that is wrong on purpose in one place, with all carries and comparisons right but for that place.</summary>
internal sealed class BytesRow(IAirTable table, KoalaBear[] cells)
{
    private const int GroupBytes = 3;

    private readonly RowReader _reader = new(table);

    public KoalaBear[] Cells { get; } = [.. cells];

    public KoalaBear this[string column]
    {
        get => Cells[Index(column)];
        set => Cells[Index(column)] = value;
    }

    public BytesRow Set(string column, long value)
    {
        this[column] = KoalaBear.Reduce(value);
        return this;
    }

    public BytesRow Add(string column, long difference) => Set(column, this[column].ToCanonical() + difference);

    /// <summary>The bytes in columns name[0], name[1], ...; quotients are bytes of another number.</summary>
    public BigInteger Number(string name) => Indices(name).Reverse().Aggregate(BigInteger.Zero, (sum, index) => (sum << 8) + Cells[index].ToCanonical());

    /// <summary>Changes bytes. False if the number does not fit.</summary>
    public bool SetNumber(string name, BigInteger number)
    {
        foreach (var index in Indices(name))
        {
            Cells[index] = KoalaBear.FromCanonical((uint)(number & 0xff));
            number >>= 8;
        }

        return number.IsZero;
    }

    /// <summary>Makes the flags and the excess of a comparison with a bound fit a number. The excess need not fit its cells.</summary>
    /// <param name="name">Of both.</param>
    /// <param name="bound">The bound.</param>
    /// <param name="at">The flagged group; by default the highest that differs.</param>
    public BytesRow Compare(string name, BigInteger bound, int? at = null)
    {
        int[] bytes = [.. Indices(name)];
        var count = (bytes.Length + GroupBytes - 1) / GroupBytes;
        var differences = new long[count];
        for (var group = 0; group < count; group++)
        {
            differences[group] = (long)((bound >> (8 * GroupBytes * group)) & 0xffffff)
                - Enumerable.Range(0, GroupBytes).Where(i => (GroupBytes * group) + i < bytes.Length)
                    .Sum(i => (long)Centred(Cells[bytes[(GroupBytes * group) + i]]) << (8 * i));
        }

        var flagged = at ?? Array.FindLastIndex(differences, difference => difference != 0);
        for (var group = 0; group < count; group++)
        {
            Set($"is_{name}_at[{group}]", group == flagged ? 1 : 0);
        }

        var excess = flagged < 0 ? -1 : differences[flagged] - 1;
        return Set($"{name}_excess_low", excess & 0xffff).Set($"{name}_excess_high", excess >> 16);
    }

    /// <summary>The constraints of an equation, lowest group first.</summary>
    public IReadOnlyList<int> Groups(string equation)
    {
        int[] carries = [.. Indices($"{equation}_carry")];
        return [.. carries.Select(carry => Dependent(carry).First()), Dependent(carries[^1]).Last()];
    }

    /// <summary>Makes carries fit from below, and above one group from above, so that this group bears all that is wrong.</summary>
    public BytesRow Carry(string equation, int? wrongGroup = null)
    {
        var groups = Groups(equation);
        int[] carries = [.. Indices($"{equation}_carry")];
        var wrong = wrongGroup ?? carries.Length;
        for (var i = 0; i < wrong; i++)
        {
            Solve(i, groups[i]);
        }

        for (var i = carries.Length - 1; i >= wrong; i--)
        {
            Solve(i, groups[i + 1]);
        }

        return this;

        void Solve(int carry, int constraint)
        {
            var top = Find($"{equation}_carry_top[{carry}]");
            if (top >= 0)
            {
                Cells[top] = KoalaBear.Zero;
            }

            Fit(carries[carry], constraint);
            if (top >= 0 && Cells[carries[carry]].ToCanonical() is >= 1 << 14 and < 1 << 17 and not (>= 1 << 15 and < 1 << 16))
            {
                Cells[top] = KoalaBear.One;
                Fit(carries[carry], constraint);
            }
        }
    }

    /// <summary>Gives a cell the value for which a constraint holds that is linear in it.</summary>
    public void Fit(int column, int constraint)
    {
        Cells[column] = KoalaBear.Zero;
        _reader.Read(Cells);
        var zero = _reader.Constraints[constraint];
        Cells[column] = KoalaBear.One;
        _reader.Read(Cells);
        var slope = _reader.Constraints[constraint] - zero;
        Cells[column] = -zero * slope.Inverse();
    }

    /// <summary>Gives a cell the value for which the first constraint that depends on it holds.</summary>
    public BytesRow Fit(string column)
    {
        Fit(Index(column), Dependent(Index(column)).First());
        return this;
    }

    private static int Centred(KoalaBear value) => value.ToCanonical() > KoalaBear.Modulus / 2 ? (int)(value.ToCanonical() - (long)KoalaBear.Modulus) : (int)value.ToCanonical();

    private List<int> Dependent(int column)
    {
        var kept = Cells[column];
        _reader.Read(Cells);
        KoalaBear[] before = [.. _reader.Constraints];
        Cells[column] = kept + KoalaBear.One;
        _reader.Read(Cells);
        Cells[column] = kept;
        return [.. Enumerable.Range(0, before.Length).Where(i => before[i] != _reader.Constraints[i])];
    }

    private int Find(string column) => table.Columns.Names.ToList().IndexOf(column);

    private int Index(string column)
    {
        var index = Find(column);
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
