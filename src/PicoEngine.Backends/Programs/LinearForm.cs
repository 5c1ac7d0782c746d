// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;
using PicoEngine.Air.Symbolic;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Programs;

/// <summary>A linear combination of the columns, s and a constant with coefficients in the extension: fingerprints and multiplicities are no more than that.</summary>
internal sealed class LinearForm
{
    private readonly SortedList<int, KoalaBearExtension5> _coefficients = [];

    /// <summary>The coefficients by column; that of s by <see cref="Polynomial.RealRow"/>.</summary>
    public IReadOnlyDictionary<int, KoalaBearExtension5> Coefficients => _coefficients;

    /// <summary>What is added as it is, not times s.</summary>
    public KoalaBearExtension5 Constant { get; set; }

    /// <summary>D = (alpha + bus) s + sum of beta^i e_i.</summary>
    public static LinearForm Fingerprint(
        Interaction interaction, FingerprintChallenges<KoalaBearExtension5> challenges, ReadOnlySpan<KoalaBear> publicValues)
    {
        var (alpha, beta) = interaction.Bus.IsGlobal ? (challenges.GlobalAlpha, challenges.GlobalBeta) : (challenges.Alpha, challenges.Beta);
        LinearForm form = new();
        form.Add(Polynomial.RealRow, alpha + KoalaBear.FromCanonical(interaction.Bus.Id));
        var power = beta;
        foreach (var element in interaction.Message)
        {
            form.Add(element, power, publicValues);
            power *= beta;
        }

        return form;
    }

    /// <summary>Adds a polynomial of degree one times a factor.</summary>
    public LinearForm Add(Polynomial polynomial, KoalaBearExtension5 factor, ReadOnlySpan<KoalaBear> publicValues)
    {
        foreach (var term in polynomial.Terms)
        {
            // Public values are constants here; key generation saw to it that each term has one column, or s.
            var (variable, coefficient) = (Polynomial.RealRow, term.Coefficient);
            foreach (var factorVariable in term.Variables)
            {
                if (factorVariable >= Polynomial.RealRow)
                {
                    variable = factorVariable;
                }
                else
                {
                    coefficient *= publicValues[Polynomial.PublicValueIndex(factorVariable)];
                }
            }

            Add(variable, factor * coefficient);
        }

        return this;
    }

    /// <summary>Adds a form times a factor.</summary>
    public LinearForm Add(LinearForm form, KoalaBearExtension5 factor)
    {
        foreach (var (variable, coefficient) in form._coefficients)
        {
            Add(variable, factor * coefficient);
        }

        Constant += factor * form.Constant;
        return this;
    }

    /// <summary>c if this form is c times the other, null if it is no multiple of it.</summary>
    public KoalaBearExtension5? QuotientBy(LinearForm other)
    {
        var divisor = other._coefficients.FirstOrDefault(item => !item.Value.IsZero);
        if (divisor.Value.IsZero)
        {
            return null;
        }

        var quotient = _coefficients.GetValueOrDefault(divisor.Key) * divisor.Value.Inverse();
        var rest = new LinearForm().Add(this, KoalaBearExtension5.One).Add(other, -quotient);
        return rest.Constant.IsZero && rest._coefficients.Values.All(value => value.IsZero) ? quotient : null;
    }

    /// <summary>Two forms whose sum this one is, each with half of the coefficients; the first has the constant.</summary>
    public LinearForm[] Halves()
    {
        LinearForm[] halves = [new() { Constant = Constant }, new()];
        foreach (var (number, (variable, coefficient)) in _coefficients.Index())
        {
            halves[2 * number / _coefficients.Count].Add(variable, coefficient);
        }

        return halves;
    }

    /// <summary>Adds a coefficient of a column or s.</summary>
    public void Add(int variable, KoalaBearExtension5 coefficient) =>
        _coefficients[variable] = _coefficients.GetValueOrDefault(variable) + coefficient;
}
