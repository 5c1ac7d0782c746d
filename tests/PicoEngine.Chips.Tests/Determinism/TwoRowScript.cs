// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Numerics;
using System.Text;
using PicoEngine.Air.Symbolic;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Determinism;

/// <summary>
/// SMT-LIB text about two rows of integers that share the columns that are known. Equations modulo p become equations of integers with a multiple of p, whose
/// bounds follow from those of the columns; products of shared columns are shared variables, which makes most rows linear.
/// </summary>
internal sealed class TwoRowScript
{
    private static readonly BigInteger Modulus = KoalaBear.Modulus;

    // Factors that turn inverses of powers of two into small numbers.
    private static readonly KoalaBear[] Scales = [.. new[] { 0, 2, 5, 8, 16, 32 }.Select(log => KoalaBear.Reduce(1UL << log))];

    private readonly StringBuilder _declarations = new();
    private readonly StringBuilder _assertions = new();
    private readonly HashSet<string> _declared = [];
    private readonly IReadOnlySet<int> _known;
    private readonly IReadOnlyList<(BigInteger Low, BigInteger High)> _bounds;
    private readonly bool _areProductsFree;
    private readonly bool _isSingle;
    private int _fresh;

    /// <summary>A script without assertions.</summary>
    /// <param name="known">Columns that both rows share.</param>
    /// <param name="bounds">What each column lies between: a representative of its cell.</param>
    /// <param name="isSingle">Whether only one row is of interest.</param>
    /// <param name="areProductsFree">Whether products of columns become variables in the bounds of the product.</param>
    public TwoRowScript(
        IReadOnlySet<int> known, IReadOnlyList<(BigInteger Low, BigInteger High)> bounds, bool isSingle = false, bool areProductsFree = false)
    {
        (_known, _bounds, _isSingle, _areProductsFree) = (known, bounds, isSingle, areProductsFree);
    }

    public bool IsLinear { get; private set; } = true;

    public string Text => $"{_declarations}{_assertions}";

    /// <summary>One of the polynomials is 0 modulo p, in both rows.</summary>
    public void AssertZero(IReadOnlyList<Polynomial> factors)
    {
        foreach (var copy in Copies(factors.SelectMany(factor => factor.Columns)))
        {
            var alternatives = factors.Select(factor => Zero(factor, copy)).ToArray();
            Assert(alternatives.Length == 1 ? alternatives[0] : $"(or {string.Join(' ', alternatives)})");
        }

        // What the rows do not share is the same modulo p; this follows, and solvers find it late.
        if (factors.Count == 1 && !_isSingle)
        {
            var own = factors[0].Terms.Where(term => !term.Variables.All(_known.Contains)).ToArray();
            if (own.Length < factors[0].Terms.Length && own.All(term => term.Variables.Length == 1))
            {
                AssertSame(own.Aggregate(Polynomial.Zero, (sum, term) => sum + (Polynomial.Constant(term.Coefficient) * Polynomial.Variable(term.Variables[0]))));
            }
        }
    }

    /// <summary>A polynomial is an integer of a range modulo p, in both rows.</summary>
    public void AssertRange(Polynomial value, BigInteger end)
    {
        // The bounds of a column say it already.
        if (value.Terms.Length == 1 && value.Degree == 1 && value.Terms[0].Coefficient == KoalaBear.One
            && _bounds[value.Columns[0]].Low >= 0 && _bounds[value.Columns[0]].High < end)
        {
            return;
        }

        foreach (var copy in Copies(value.Columns))
        {
            var integer = Fresh(0, end - 1);
            Assert(Zero(value, copy, integer, 0, end - 1));
        }
    }

    /// <summary>A polynomial is no integer of a range modulo p.</summary>
    public void AssertOutside(Polynomial value, BigInteger end) => Assert(Zero(value, 'x', Fresh(end, Modulus - 1), end, Modulus - 1));

    /// <summary>A sum of integers, products of columns times a factor, does not lie in a range: what is to be refuted.</summary>
    public void AssertOutside(IEnumerable<(BigInteger Factor, int[] Columns)> terms, BigInteger low, BigInteger high)
    {
        var sum = string.Join(' ', terms.Select(term => $"(* {Number(term.Factor)} {Text(term.Columns)})"));
        Assert($"(not (<= {Number(low)} (+ {sum} 0) {Number(high)}))");

        string Text(int[] columns) => columns.Length switch
        {
            0 => "1",
            1 => Name(columns[0], 'x'),
            _ => Product([.. columns.Order()], 'x', columns.Select(column => _bounds[column]).Aggregate(RowStatements.Multiply)),
        };
    }

    /// <summary>t is 1 where the byte x is 128 or more, else 0, in both rows: the AND with 128.</summary>
    public void AssertTopBit(Polynomial x, Polynomial masked)
    {
        foreach (var copy in Copies(x.Columns.Union(masked.Columns)))
        {
            var (integer, bit) = (Fresh(0, 255), Fresh(0, 1));
            Assert(Zero(x, copy, integer, 0, 255));
            Assert(Zero(masked, copy, $"(* 128 {bit})", 0, 128));
            Assert($"(and (<= (* 128 {bit}) {integer}) (< {integer} (+ 128 (* 128 {bit}))))");
        }
    }

    /// <summary>A polynomial has the same value in both rows.</summary>
    public void AssertSame(Polynomial value)
    {
        if (!_isSingle && !value.Columns.All(_known.Contains))
        {
            Assert(Same(value));
        }
    }

    /// <summary>z is the same in both rows if all arguments are.</summary>
    public void AssertFunction(IEnumerable<Polynomial> arguments, Polynomial value)
    {
        if (!_isSingle)
        {
            Assert($"(=> (and true {string.Join(' ', arguments.Select(Same))}) {Same(value)})");
        }
    }

    /// <summary>Some column of these differs.</summary>
    public void AssertDifference(IEnumerable<int> columns) =>
        Assert($"(or false {string.Join(' ', columns.Select(column => $"(not (= {Name(column, 'x')} {Name(column, 'y')}))"))})");

    /// <summary>The first row has this representative in a column.</summary>
    public void AssertValue(int column, BigInteger value) => Assert($"(= {Name(column, 'x')} {Number(value)})");

    /// <summary>A polynomial has none of these values.</summary>
    public void AssertOther(Polynomial value, IEnumerable<KoalaBear> values)
    {
        foreach (var other in values)
        {
            Assert($"(not {Zero(value - Polynomial.Constant(other), 'x')})");
        }
    }

    private static string Number(BigInteger value) =>
        value.Sign < 0 ? $"(- {(-value).ToString(CultureInfo.InvariantCulture)})" : value.ToString(CultureInfo.InvariantCulture);

    private static BigInteger Centred(KoalaBear value) =>
        value.ToCanonical() > KoalaBear.Modulus / 2 ? (BigInteger)value.ToCanonical() - Modulus : value.ToCanonical();

    // A statement about shared columns is stated once.
    private char[] Copies(IEnumerable<int> columns) => _isSingle || columns.All(_known.Contains) ? ['x'] : ['x', 'y'];

    private void Assert(string formula) => _assertions.Append("(assert ").Append(formula).Append(")\n");

    private string Same(Polynomial value)
    {
        if (value.Columns.All(_known.Contains))
        {
            return "true";
        }

        // Equal modulo p: the difference of two sums.
        var (left, low, high) = Sum(value, 'x', Best(value));
        var (right, otherLow, otherHigh) = Sum(value, 'y', Best(value));
        return ZeroInRange($"(- {left} {right})", low - otherHigh, high - otherLow);
    }

    private string Zero(Polynomial value, char copy, string integer = "0", BigInteger integerLow = default, BigInteger integerHigh = default)
    {
        var scale = Best(value);
        var factor = Centred(scale);
        var (sum, low, high) = Sum(value, copy, scale);
        return integer == "0" ? ZeroInRange(sum, low, high)
            : ZeroInRange($"(- {sum} (* {Number(factor)} {integer}))", low - (factor * integerHigh), high - (factor * integerLow));
    }

    /// <summary>The factor that makes the coefficients short.</summary>
    private static KoalaBear Best(Polynomial value) => Scales.MinBy(scale => value.Terms.Sum(term => Centred(term.Coefficient * scale).GetBitLength()));

    private string ZeroInRange(string sum, BigInteger low, BigInteger high)
    {
        var first = low > 0 ? (low + Modulus - 1) / Modulus : -(-low / Modulus);
        var last = high < 0 ? -((-high + Modulus - 1) / Modulus) : high / Modulus;
        return first > last ? "false" : first == 0 && last == 0 ? $"(= {sum} 0)" : $"(= {sum} (* {Number(Modulus)} {Fresh(first, last)}))";
    }

    private (string Sum, BigInteger Low, BigInteger High) Sum(Polynomial value, char copy, KoalaBear scale)
    {
        List<string> terms = ["0"];
        var (low, high) = (BigInteger.Zero, BigInteger.Zero);
        foreach (var term in value.Terms)
        {
            var coefficient = Centred(term.Coefficient * scale);
            (BigInteger Low, BigInteger High) bounds = (1, 1);
            foreach (var variable in term.Variables)
            {
                bounds = RowStatements.Multiply(bounds, _bounds[variable]);
            }

            var text = term.Variables.Length switch
            {
                0 => "1",
                1 => Name(term.Variables[0], copy),
                _ => Product([.. term.Variables], copy, bounds),
            };
            terms.Add($"(* {Number(coefficient)} {text})");
            var part = RowStatements.Multiply((coefficient, coefficient), bounds);
            (low, high) = (low + part.Low, high + part.High);
        }

        return ($"(+ {string.Join(' ', terms)} 0)", low, high);
    }

    private string Product(int[] variables, char copy, (BigInteger Low, BigInteger High) bounds)
    {
        if (variables.All(_known.Contains))
        {
            return Declare($"k_{string.Join('_', variables)}", bounds.Low, bounds.High);
        }

        // A product with a bit is a choice.
        var bit = Array.FindIndex(variables, variable => _bounds[variable] == (0, 1));
        if (bit >= 0)
        {
            int[] others = [.. variables[..bit], .. variables[(bit + 1)..]];
            (BigInteger Low, BigInteger High) rest = others.Aggregate(((BigInteger)1, (BigInteger)1), (product, variable) => RowStatements.Multiply(product, _bounds[variable]));
            return $"(ite (= {Name(variables[bit], copy)} 1) {(others.Length == 1 ? Name(others[0], copy) : Product(others, copy, rest))} 0)";
        }

        if (!_areProductsFree)
        {
            IsLinear = false;
            return $"(* {string.Join(' ', variables.Select(variable => Name(variable, copy)))})";
        }

        return Declare($"{copy}_{string.Join('_', variables.Order())}", bounds.Low, bounds.High);
    }

    private string Name(int column, char copy) =>
        Declare($"{(_known.Contains(column) ? 'x' : copy)}{column}", _bounds[column].Low, _bounds[column].High);

    private string Fresh(BigInteger low, BigInteger high) => Declare($"f{_fresh++}", low, high);

    private string Declare(string name, BigInteger low, BigInteger high)
    {
        if (_declared.Add(name))
        {
            _declarations.Append(CultureInfo.InvariantCulture, $"(declare-const {name} Int)\n(assert (<= {Number(low)} {name} {Number(high)}))\n");
        }

        return name;
    }
}
