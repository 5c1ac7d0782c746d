// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Air.Symbolic;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Chips.Traces;

/// <summary>A constant plus multiples of columns: an element of a message, or a multiplicity, on the real rows of a shard.</summary>
internal sealed class LinearForm
{
    private readonly KoalaBear _constant;
    private readonly (int Column, KoalaBear Factor)[] _terms;

    private LinearForm(KoalaBear constant, (int Column, KoalaBear Factor)[] terms) => (_constant, _terms) = (constant, terms);

    /// <summary>The value where it is the same in every row, else null.</summary>
    public KoalaBear? Constant => _terms.Length == 0 ? _constant : null;

    /// <summary>The values that it can take where its columns are flags of which one is 1 in a row; the constant where it has no columns.</summary>
    public IEnumerable<KoalaBear> ValuesByFlag => _terms.Length == 0 ? [_constant] : _terms.Select(term => _constant + term.Factor);

    /// <summary>A polynomial of degree at most 1 with its public values put in.</summary>
    public static LinearForm Of(Polynomial polynomial, ReadOnlySpan<KoalaBear> publicValues)
    {
        var constant = KoalaBear.Zero;
        SortedDictionary<int, KoalaBear> factors = [];
        foreach (var term in polynomial.Terms)
        {
            var (factor, column) = (term.Coefficient, Polynomial.RealRow);
            foreach (var variable in term.Variables)
            {
                if (variable >= 0)
                {
                    column = variable;
                }
                else if (variable != Polynomial.RealRow)
                {
                    factor *= publicValues[Polynomial.PublicValueIndex(variable)];
                }
            }

            if (column >= 0)
            {
                factors[column] = factors.GetValueOrDefault(column) + factor;
            }
            else
            {
                constant += factor;
            }
        }

        return new LinearForm(constant, [.. factors.Select(factor => (factor.Key, factor.Value))]);
    }

    /// <summary>The values in consecutive rows.</summary>
    /// <param name="trace">The table.</param>
    /// <param name="start">The first row.</param>
    /// <param name="buffer">As long as there are rows; what is returned may lie in it, or in the trace.</param>
    public ReadOnlySpan<KoalaBear> Evaluate(TraceMatrix trace, int start, Span<KoalaBear> buffer)
    {
        if (_terms.Length == 1 && _constant.IsZero && _terms[0].Factor == KoalaBear.One)
        {
            return trace.Column(_terms[0].Column).Slice(start, buffer.Length);
        }

        buffer.Fill(_constant);
        foreach (var (column, factor) in _terms)
        {
            ElementSpans.AddMultiple(buffer, trace.Column(column).Slice(start, buffer.Length), factor);
        }

        return buffer;
    }
}
