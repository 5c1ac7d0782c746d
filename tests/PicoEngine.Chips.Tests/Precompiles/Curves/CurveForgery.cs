// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Numerics;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Precompiles.Curves;

/// <summary>A row of a table of curves in the hands of someone who may write any cell, and knows how to make most of it hold.</summary>
internal sealed class CurveForgery
{
    private const int GroupBytes = 3;

    private readonly CurveJudge _judge;
    private readonly List<string> _names;

    /// <param name="table">The table.</param>
    /// <param name="cells">A right row, to start with.</param>
    /// <param name="call">The call that it is of.</param>
    public CurveForgery(IRecordTable table, KoalaBear[] cells, CurveCall call)
    {
        _judge = new CurveJudge(table);
        _names = [.. table.Columns.Names];
        (Cells, Call) = ([.. cells], call);
    }

    public KoalaBear[] Cells { get; }

    public CurveCall Call { get; }

    private BigInteger Modulus => Call.Curve.Modulus;

    /// <summary>A number in bytes.</summary>
    public BigInteger this[string name]
    {
        get => Enumerable.Range(0, Length(name)).Reverse().Aggregate(BigInteger.Zero, (sum, i) => (sum << 8) + Cells[Column(name, i)].ToCanonical());
        set
        {
            Assert(value.Sign >= 0 && value >> (8 * Length(name)) == 0);
            for (var i = 0; i < Length(name); i++)
            {
                Cells[Column(name, i)] = KoalaBear.FromCanonical((uint)((value >> (8 * i)) & 255));
            }
        }
    }

    /// <summary>The cell of a column.</summary>
    public ref KoalaBear Cell(string name) => ref Cells[_names.IndexOf(name)];

    /// <summary>Whether a number fits the bytes of a column.</summary>
    public bool Fits(string name, BigInteger value) => value.Sign >= 0 && value >> (8 * Length(name)) == 0;

    /// <summary>A number in signed digits.</summary>
    public BigInteger Signed(string name) => this[name] - Offset(name);

    public void SetSigned(string name, BigInteger value) => this[name] = value + Offset(name);

    public bool FitsSigned(string name, BigInteger value) => Fits(name, value + Offset(name));

    /// <summary>Makes the comparison of a coordinate with the modulus hold, if it can be.</summary>
    public void Compare(string name)
    {
        var (number, groups) = (this[name], _names.Count(column => column.StartsWith($"is_{name}_at[", StringComparison.Ordinal)));
        var at = Enumerable.Range(0, groups).LastOrDefault(i => Group(number, i) != Group(Modulus, i));
        Compare(name, at, (Group(Modulus, at) - Group(number, at) - 1) >> 16 & 255);
    }

    /// <summary>Says that a certain group decides, with some high byte of the excess and the low part that follows.</summary>
    public void Compare(string name, int at, int high)
    {
        for (var i = 0; _names.Contains($"is_{name}_at[{i}]"); i++)
        {
            Cell($"is_{name}_at[{i}]") = i == at ? KoalaBear.One : KoalaBear.Zero;
        }

        Cell($"{name}_excess_high") = KoalaBear.FromCanonical((uint)high);
        Cell($"{name}_excess_low") = KoalaBear.Reduce((long)Group(Modulus, at) - Group(this[name], at) - 1 - (65536 * high));
    }

    /// <summary>Writes the quotient and the carries of all equations: right ones, where what an equation is about is a multiple of the modulus.</summary>
    public void Solve()
    {
        foreach (var (name, multiple) in Equations())
        {
            var quotient = BigInteger.Divide(multiple, Modulus);
            SetSigned($"{name}_quotient", FitsSigned($"{name}_quotient", quotient) ? quotient : 0);
            Repair(name);
        }
    }

    /// <summary>Makes every carry of an equation what the equation of its group says modulo p, from the lowest on; in two cells where there are two and it fits them.</summary>
    public void Repair(string equation)
    {
        for (var i = 0; _names.IndexOf($"{equation}_carry[{i}]") is var column and >= 0; i++)
        {
            var top = _names.IndexOf($"{equation}_carry_top[{i}]");
            if (top >= 0)
            {
                Cells[top] = KoalaBear.Zero;
            }

            var before = _judge.Constraints(Cells);
            Cells[column] += KoalaBear.One;
            var after = _judge.Constraints(Cells);

            // The first constraint with the carry; it is linear in it.
            var at = Enumerable.Range(0, before.Length).First(k => before[k] != after[k]);
            Cells[column] -= KoalaBear.One + (before[at] / (after[at] - before[at]));
            if (top >= 0 && Cells[column].ToCanonical() is >= 1 << 14 and < 1 << 15)
            {
                Cells[top] = KoalaBear.One;
                Cells[column] -= KoalaBear.FromCanonical(1 << 14);
            }
        }
    }

    /// <summary>Makes the comparison hold that says that a number is above half of the modulus; a table without one has nothing to do.</summary>
    public void CompareWithHalf(string comparison, string name)
    {
        if (!_names.Contains($"is_{comparison}_at[0]"))
        {
            return;
        }

        var (number, half) = (this[name], (Modulus - 1) / 2);
        var at = Enumerable.Range(0, Length($"is_{comparison}_at")).Last(i => Group(number, i) != Group(half, i));
        for (var i = 0; i < Length($"is_{comparison}_at"); i++)
        {
            Cell($"is_{comparison}_at[{i}]") = i == at ? KoalaBear.One : KoalaBear.Zero;
        }

        var excess = Group(number, at) - Group(half, at) - 1;
        Cell($"{comparison}_excess_low") = KoalaBear.FromCanonical((uint)(excess & 0xffff));
        Cell($"{comparison}_excess_high") = KoalaBear.FromCanonical((uint)(excess >> 16));
    }

    public RowVerdict Judge() => _judge.Judge(Cells);

    /// <summary>The verdict if nothing were asked of the carries of an equation, nor of what they are in.</summary>
    public RowVerdict JudgeWithout(string equation)
    {
        // Constraints that change with the quotient or a carry are those of the equation.
        HashSet<int> own = [];
        var before = _judge.Constraints(Cells);
        foreach (var column in Enumerable.Range(0, _names.Count).Where(i => _names[i].StartsWith($"{equation}_", StringComparison.Ordinal)))
        {
            KoalaBear[] changed = [.. Cells];
            changed[column] += KoalaBear.One;
            var after = _judge.Constraints(changed);
            own.UnionWith(Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]));
        }

        return _judge.Breaches(Cells).Any(breach => !own.Contains(breach)) ? RowVerdict.Constraint : _judge.JudgeMessages(Cells, $"{equation}_carry");
    }

    /// <summary>How many constraints fail.</summary>
    public int Breaches() => _judge.Breaches(Cells).Count;

    /// <summary>What the equations of the table say to be multiples of the modulus.</summary>
    private IEnumerable<(string Name, BigInteger Multiple)> Equations()
    {
        var (a, b) = (Call.Curve.A, Call.Curve.B);
        switch (Call.Kind)
        {
            case CurveCallKind.Add:
                return
                [
                    ("line", (Signed("slope") * (this["x2"] - this["x1"])) - this["y2"] + this["y1"]),
                    ("square", (Signed("slope") * Signed("slope")) - this["x1"] - this["x2"] - this["x3"]),
                    ("reflection", (Signed("slope") * (this["x1"] - this["x3"])) - this["y1"] - this["y3"]),
                ];
            case CurveCallKind.Double:
                return
                [
                    ("tangent", (Signed("slope") * 2 * this["y"]) - (3 * this["x"] * this["x"]) - a),
                    ("square", (Signed("slope") * Signed("slope")) - (2 * this["x"]) - this["x3"]),
                    ("reflection", (Signed("slope") * (this["x"] - this["x3"])) - this["y"] - this["y3"]),
                ];
            case CurveCallKind.EdwardsAdd:
                return
                [
                    ("product_x", (this["x1"] * this["x2"]) - Signed("a")),
                    ("product_y", (this["y1"] * this["y2"]) - Signed("b")),
                    ("product", (Signed("a") * Signed("b")) - Signed("f")),
                    ("multiple", (b * Signed("f")) - Signed("e")),
                    ("sum_x", (this["x3"] * (1 + Signed("e"))) - (this["x1"] * this["y2"]) - (this["x2"] * this["y1"])),
                    ("sum_y", (this["y3"] * (1 - Signed("e"))) - Signed("a") - Signed("b")),
                ];
            case CurveCallKind.EdwardsDecompress:
                return
                [
                    ("product", (this["x"] * this["y"]) - Signed("s")),
                    ("multiple", (b * Signed("s")) - Signed("t")),
                    ("curve", (Signed("s") * Signed("t")) + (this["x"] * this["x"]) + 1 - (this["y"] * this["y"])),
                ];
            default:
                return
                [
                    ("square", (this["x"] * this["x"]) + a - Signed("u")),
                    ("curve", (this["y"] * this["y"]) - (Signed("u") * this["x"]) - b),
                ];
        }
    }

    private static int Group(BigInteger number, int index) => (int)((number >> (8 * GroupBytes * index)) & 0xffffff);

    private static void Assert(bool condition) => Xunit.Assert.True(condition);

    private int Column(string name, int index) => _names.IndexOf(string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]"));

    private int Length(string name) => _names.Count(column => column.StartsWith($"{name}[", StringComparison.Ordinal));

    private BigInteger Offset(string name) => 128 * (((BigInteger.One << (8 * Length(name))) - 1) / 255);
}
