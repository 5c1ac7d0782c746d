// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Symbolic;
using PicoEngine.Backends.Cpu.Zerocheck;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Programs;

/// <summary>The weighted sum of all leaves of a table as products of linear forms; <see cref="TableEvaluator{TPacked}"/> says which.</summary>
internal sealed class LeafForms
{
    private readonly TableTerms _terms;
    private readonly KoalaBearExtension5 _inverseKappa;

    // Multiplicities that differ by a factor only, by the first interaction with one of them.
    private readonly List<(int Interaction, LinearForm Form)> _multiplicities = [];
    private readonly Dictionary<int, (int Interaction, KoalaBearExtension5 Scale)> _classes = [];
    private readonly Dictionary<(int First, int Second), LinearForm> _squares = [];
    private readonly List<LinearForm[]> _products = [];

    /// <param name="terms">The leaves and their weights.</param>
    /// <exception cref="InvalidOperationException">kappa is zero: its chance is 2^-155.</exception>
    public LeafForms(TableTerms terms)
    {
        _terms = terms;
        if (terms.Kappa.IsZero)
        {
            throw new InvalidOperationException("The challenge kappa is zero.");
        }

        _inverseKappa = terms.Kappa.Inverse();
        foreach (var (interactions, weight) in terms.Leaves)
        {
            Linear.Add(Polynomial.RealRow, -terms.Kappa * weight);
            var forms = interactions.Select((interaction, i) => new LinearForm()
                .Add(Fingerprint(interaction), i == 0 ? weight * terms.Kappa : KoalaBearExtension5.One)
                .Add(Multiplicity(interaction), i == 0 ? weight : _inverseKappa)).ToArray();
            if (forms.Length == 1)
            {
                Linear.Add(forms[0], KoalaBearExtension5.One);
                continue;
            }

            _products.Add(forms);
            var factor = -weight * _inverseKappa;
            if (forms.Length == 2)
            {
                AddSquare(interactions[0], interactions[1], new() { Constant = factor });
                continue;
            }

            AddSquare(interactions[0], interactions[1], new LinearForm()
                .Add(Fingerprint(interactions[2]), factor).Add(Multiplicity(interactions[2]), factor * _inverseKappa));
            AddSquare(interactions[0], interactions[2], new LinearForm().Add(Fingerprint(interactions[1]), factor));
            AddSquare(interactions[1], interactions[2], new LinearForm().Add(Fingerprint(interactions[0]), factor));
        }
    }

    /// <summary>What is linear.</summary>
    public LinearForm Linear { get; } = new();

    /// <summary>The products of two or three forms.</summary>
    public IReadOnlyList<LinearForm[]> Products => _products;

    /// <summary>The factor of each product of the multiplicities of two interactions.</summary>
    public IReadOnlyDictionary<(int First, int Second), LinearForm> Squares => _squares;

    private LinearForm Fingerprint(int interaction) =>
        LinearForm.Fingerprint(_terms.Table.Interactions[interaction], _terms.Fingerprints, _terms.PublicValues);

    private LinearForm Multiplicity(int interaction) =>
        new LinearForm().Add(_terms.Table.Interactions[interaction].Multiplicity, KoalaBearExtension5.One, _terms.PublicValues);

    private void AddSquare(int left, int right, LinearForm factor)
    {
        var (first, firstScale) = Class(left);
        var (second, secondScale) = Class(right);
        var key = (Math.Min(first, second), Math.Max(first, second));
        if (!_squares.TryGetValue(key, out var sum))
        {
            _squares[key] = sum = new();
        }

        sum.Add(factor, firstScale * secondScale);
    }

    /// <summary>The first interaction whose multiplicity is proportional to that of this one, and the factor.</summary>
    private (int Interaction, KoalaBearExtension5 Scale) Class(int interaction)
    {
        if (!_classes.TryGetValue(interaction, out var known))
        {
            _classes[interaction] = known = FindClass(interaction);
        }

        return known;
    }

    private (int Interaction, KoalaBearExtension5 Scale) FindClass(int interaction)
    {
        var form = Multiplicity(interaction);
        foreach (var (representative, known) in _multiplicities)
        {
            if (form.QuotientBy(known) is { } scale)
            {
                return (representative, scale);
            }
        }

        _multiplicities.Add((interaction, form));
        return (interaction, KoalaBearExtension5.One);
    }
}
