// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Symbolic;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cuda.Zerocheck;

/// <summary>An entry of a sum that one section evaluates as a whole: forms that are multiplied with each other, or one form times one or two factors.</summary>
/// <param name="Forms">One form, or two or three that are multiplied.</param>
/// <param name="Factors">The columns, s or combinations that multiply the form.</param>
internal sealed record LeafUnit(LinearForm[] Forms, int[] Factors)
{
    // A form with more terms is cut, which only sums allow: its columns would fill a section of their own.
    private const int MaximumTerms = 32;

    /// <summary>The entries of the leaves of a table.</summary>
    public static IEnumerable<LeafUnit> OfLeaves(TableTerms terms, ColumnCombinations combinations)
    {
        var leaves = terms.LeafForms;
        return Cut(combinations.Combine(leaves.Linear)).Select(form => new LeafUnit([form], []))
            .Concat(leaves.Squares.SelectMany(square => Cut(combinations.Combine(square.Value))
                .Select(form => new LeafUnit([form], [Multiplicity(square.Key.First), Multiplicity(square.Key.Second)]))))
            .Concat(leaves.Products.Select(forms => new LeafUnit([.. forms.Select(combinations.Combine)], [])));

        int Multiplicity(int interaction) => combinations.Number(
            new LinearForm().Add(terms.Table.Interactions[interaction].Multiplicity, KoalaBearExtension5.One, terms.PublicValues));
    }

    /// <summary>
    /// The batched constraints of a table by the monomials of the columns: for each product of all but the last column of a monomial the form of what
    /// multiplies it. A monomial of several constraints has one coefficient, and none needs a register.
    /// </summary>
    /// <param name="terms">The terms of the table.</param>
    /// <param name="realRowIsOne">s is one, and no column.</param>
    /// <param name="combinations">Of the table.</param>
    public static IEnumerable<LeafUnit> OfConstraints(TableTerms terms, bool realRowIsOne, ColumnCombinations combinations)
    {
        SortedDictionary<(int Count, int First, int Second), LinearForm> forms = [];
        for (var c = 0; c < terms.Table.Constraints.Length; c++)
        {
            foreach (var term in terms.Table.Constraints[c].Terms)
            {
                var coefficient = term.Coefficient;
                List<int> variables = [];
                foreach (var variable in term.Variables)
                {
                    if (variable < Polynomial.RealRow)
                    {
                        coefficient *= terms.PublicValues[Polynomial.PublicValueIndex(variable)];
                    }
                    else if (variable != Polynomial.RealRow || !realRowIsOne)
                    {
                        variables.Add(variable);
                    }
                }

                var factors = Math.Max(variables.Count - 1, 0);
                var key = (factors, factors > 0 ? variables[0] : 0, factors > 1 ? variables[1] : 0);
                if (!forms.TryGetValue(key, out var form))
                {
                    forms[key] = form = new();
                }

                if (variables.Count == 0)
                {
                    form.Constant += terms.ConstraintWeights[c] * coefficient;
                }
                else
                {
                    form.Add(variables[^1], terms.ConstraintWeights[c] * coefficient);
                }
            }
        }

        return forms.SelectMany(item => Cut(combinations.Combine(item.Value)).Select(form => new LeafUnit([form], item.Key.Count switch
        {
            0 => [],
            1 => [item.Key.First],
            _ => [item.Key.First, item.Key.Second],
        })));
    }

    /// <summary>Forms of few terms whose sum is this one.</summary>
    private static IEnumerable<LinearForm> Cut(LinearForm form)
    {
        LinearForm? part = new() { Constant = form.Constant };
        foreach (var (variable, coefficient) in form.Coefficients)
        {
            part ??= new();
            part.Add(variable, coefficient);
            if (part.Coefficients.Count == MaximumTerms)
            {
                yield return part;
                part = null;
            }
        }

        if (part is not null)
        {
            yield return part;
        }
    }
}
