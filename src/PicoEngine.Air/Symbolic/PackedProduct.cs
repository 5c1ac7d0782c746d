// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Fields;

namespace PicoEngine.Air.Symbolic;

/// <summary>
/// The product of polynomials whose monomials fit in a word: at most four variables, 16 bits each. That is every product that key generation can accept
/// without public values. Sorting words instead of arrays matters for cubes of long sums, which make thousands of products each.
/// </summary>
internal static class PackedProduct
{
    private const int MaximumVariables = 4;
    private const int BitsPerVariable = 16;

    // Variables from -2^15 + 1 become positive, so an absent one, 0, sorts before all: integer order of the words is lexicographic order of the variables.
    private const int Offset = 1 << 15;

    /// <summary>True if every monomial of the product fits.</summary>
    public static bool Fits(ImmutableArray<Term> left, ImmutableArray<Term> right) =>
        LongestMonomial(left) + LongestMonomial(right) <= MaximumVariables && VariablesFit(left) && VariablesFit(right);

    /// <summary>The terms of the product in order.</summary>
    public static ImmutableArray<Term> Multiply(ImmutableArray<Term> left, ImmutableArray<Term> right)
    {
        var count = left.Length * right.Length;
        var monomials = new ulong[count];
        var coefficients = new KoalaBear[count];
        Span<int> merged = stackalloc int[MaximumVariables];
        var next = 0;
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                a.Variables.AsSpan().CopyTo(merged);
                b.Variables.AsSpan().CopyTo(merged[a.Variables.Length..]);
                var used = merged[..(a.Variables.Length + b.Variables.Length)];
                used.Sort();
                monomials[next] = Pack(used);
                coefficients[next++] = a.Coefficient * b.Coefficient;
            }
        }

        Array.Sort(monomials, coefficients);
        var terms = ImmutableArray.CreateBuilder<Term>();
        for (var i = 0; i < count;)
        {
            var (monomial, sum) = (monomials[i], KoalaBear.Zero);
            for (; i < count && monomials[i] == monomial; i++)
            {
                sum += coefficients[i];
            }

            if (!sum.IsZero)
            {
                terms.Add(new Term(Unpack(monomial), sum));
            }
        }

        return terms.ToImmutable();
    }

    private static ulong Pack(ReadOnlySpan<int> variables)
    {
        var word = 0UL;
        for (var i = 0; i < variables.Length; i++)
        {
            word |= (ulong)(uint)(variables[i] + Offset) << (BitsPerVariable * (MaximumVariables - 1 - i));
        }

        return word;
    }

    private static ImmutableArray<int> Unpack(ulong word)
    {
        var variables = ImmutableArray.CreateBuilder<int>(MaximumVariables);
        for (; word != 0; word <<= BitsPerVariable)
        {
            variables.Add((int)(word >> (BitsPerVariable * (MaximumVariables - 1))) - Offset);
        }

        return variables.ToImmutable();
    }

    private static int LongestMonomial(ImmutableArray<Term> terms) => terms.IsEmpty ? 0 : terms.Max(term => term.Variables.Length);

    private static bool VariablesFit(ImmutableArray<Term> terms) =>
        terms.All(term => term.Variables.IsEmpty || (term.Variables[0] > -Offset && term.Variables[^1] < Offset));
}
