// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Fields;

namespace PicoEngine.Air.Symbolic;

/// <summary>A multivariate polynomial in normal form: equal polynomials have equal terms in equal order. It is what keys are hashed from.</summary>
/// <remarks>
/// A variable is an integer: column i is i, the real-row indicator s is -1, public value i is -2 - i. Terms stand in lexicographic order of their variables.
/// Expanding keeps the key independent of how a definition is written; evaluators use the graph instead.
/// </remarks>
public sealed class Polynomial : IEquatable<Polynomial>
{
    /// <summary>The variable of the real-row indicator s.</summary>
    public const int RealRow = -1;

    /// <summary>
    /// The most terms of a polynomial, 2^16: far above what a constraint of degree 3 needs (an S-box x^3 of a sum of 24 columns has 2,600), low enough to
    /// refuse a definition before it fills the memory.
    /// </summary>
    public const int MaximumTerms = 1 << 16;

    private Polynomial(ImmutableArray<Term> terms) => Terms = terms;

    /// <summary>The zero polynomial.</summary>
    public static Polynomial Zero { get; } = new([]);

    /// <summary>The terms in order.</summary>
    public ImmutableArray<Term> Terms { get; }

    /// <summary>True for the zero polynomial.</summary>
    public bool IsZero => Terms.IsEmpty;

    /// <summary>Degree in the columns and s; public values are constants.</summary>
    public int Degree => Terms.IsEmpty ? 0 : Terms.Max(term => term.Degree);

    /// <summary>The terms that do not vanish where all columns and s are zero.</summary>
    public Polynomial ConstantPart => new([.. Terms.Where(term => term.Degree == 0)]);

    /// <summary>The columns that occur, in order.</summary>
    public ImmutableSortedSet<int> Columns => [.. Terms.SelectMany(term => term.Variables).Where(variable => variable >= 0)];

    /// <summary>The indices of the public values that occur.</summary>
    public ImmutableSortedSet<int> PublicValues =>
        [.. Terms.SelectMany(term => term.Variables).Where(variable => variable < RealRow).Select(PublicValueIndex)];

    /// <summary>The variable of a public value.</summary>
    public static int PublicValueVariable(int index) => -2 - index;

    /// <summary>The index of the public value that a variable stands for.</summary>
    public static int PublicValueIndex(int variable) => -2 - variable;

    /// <summary>A constant.</summary>
    public static Polynomial Constant(KoalaBear value) => value.IsZero ? Zero : new([new Term([], value)]);

    /// <summary>A variable.</summary>
    public static Polynomial Variable(int variable) => new([new Term([variable], KoalaBear.One)]);

    /// <summary>A sum.</summary>
    public static Polynomial operator +(Polynomial left, Polynomial right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var sum = ImmutableArray.CreateBuilder<Term>(left.Terms.Length + right.Terms.Length);
        for (int i = 0, j = 0; i < left.Terms.Length || j < right.Terms.Length;)
        {
            var order = i == left.Terms.Length ? 1 : j == right.Terms.Length ? -1 : Compare(left.Terms[i].Variables, right.Terms[j].Variables);
            if (order != 0)
            {
                sum.Add(order < 0 ? left.Terms[i++] : right.Terms[j++]);
                continue;
            }

            var coefficient = left.Terms[i].Coefficient + right.Terms[j++].Coefficient;
            if (!coefficient.IsZero)
            {
                sum.Add(left.Terms[i] with { Coefficient = coefficient });
            }

            i++;
        }

        return new Polynomial(sum.ToImmutable());
    }

    /// <summary>A negation.</summary>
    public static Polynomial operator -(Polynomial value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Polynomial([.. value.Terms.Select(term => term with { Coefficient = -term.Coefficient })]);
    }

    /// <summary>A difference.</summary>
    public static Polynomial operator -(Polynomial left, Polynomial right) => left + -right;

    /// <summary>A product.</summary>
    public static Polynomial operator *(Polynomial left, Polynomial right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (PackedProduct.Fits(left.Terms, right.Terms))
        {
            return new Polynomial(PackedProduct.Multiply(left.Terms, right.Terms));
        }

        List<Term> products = new(left.Terms.Length * right.Terms.Length);
        foreach (var a in left.Terms)
        {
            foreach (var b in right.Terms)
            {
                products.Add(new Term([.. a.Variables.Concat(b.Variables).Order()], a.Coefficient * b.Coefficient));
            }
        }

        products.Sort((a, b) => Compare(a.Variables, b.Variables));
        var sum = ImmutableArray.CreateBuilder<Term>();
        for (var i = 0; i < products.Count;)
        {
            var first = products[i];
            var coefficient = KoalaBear.Zero;
            for (; i < products.Count && Compare(first.Variables, products[i].Variables) == 0; i++)
            {
                coefficient += products[i].Coefficient;
            }

            if (!coefficient.IsZero)
            {
                sum.Add(first with { Coefficient = coefficient });
            }
        }

        return new Polynomial(sum.ToImmutable());
    }

    /// <summary>The same with constants multiplied by s, so that it is zero on a row that does not exist.</summary>
    public Polynomial Homogenised()
    {
        var constant = ConstantPart;
        return this - constant + (constant * Variable(RealRow));
    }

    /// <summary>The value at given columns, s and public values.</summary>
    public TField Evaluate<TField>(ReadOnlySpan<TField> columns, TField realRow, ReadOnlySpan<KoalaBear> publicValues)
        where TField : struct, IField<TField>
    {
        var sum = TField.Zero;
        foreach (var term in Terms)
        {
            var product = TField.FromBase(term.Coefficient);
            foreach (var variable in term.Variables)
            {
                product *= variable >= 0 ? columns[variable]
                    : variable == RealRow ? realRow : TField.FromBase(publicValues[PublicValueIndex(variable)]);
            }

            sum += product;
        }

        return sum;
    }

    /// <summary>Appends the canonical encoding: the number of terms; per term its coefficient, its length and its variables, each plus 2^16.</summary>
    public void AppendWords(List<KoalaBear> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        words.Add(KoalaBear.FromCanonical((uint)Terms.Length));
        foreach (var term in Terms)
        {
            words.Add(term.Coefficient);
            words.Add(KoalaBear.FromCanonical((uint)term.Variables.Length));
            foreach (var variable in term.Variables)
            {
                words.Add(KoalaBear.FromCanonical((uint)(variable + (1 << 16))));
            }
        }
    }

    /// <inheritdoc/>
    public bool Equals(Polynomial? other) =>
        other is not null && Terms.Length == other.Terms.Length
        && Terms.Zip(other.Terms).All(pair => pair.First.Coefficient == pair.Second.Coefficient && Compare(pair.First.Variables, pair.Second.Variables) == 0);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Polynomial);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (var term in Terms)
        {
            hash.Add(term.Coefficient);
            foreach (var variable in term.Variables)
            {
                hash.Add(variable);
            }
        }

        return hash.ToHashCode();
    }

    private static int Compare(ImmutableArray<int> left, ImmutableArray<int> right) => left.AsSpan().SequenceCompareTo(right.AsSpan());
}
