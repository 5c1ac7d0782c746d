// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Symbolic;
using PicoEngine.Fields;

namespace PicoEngine.Verifier.Stark.LogUp;

/// <summary>The fractions of interactions at a point: multiplicity over fingerprint, and their sums.</summary>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
internal sealed class InteractionEvaluation<TElement>
    where TElement : IAdditionOperators<TElement, TElement, TElement>,
        ISubtractionOperators<TElement, TElement, TElement>,
        IMultiplyOperators<TElement, TElement, TElement>
{
    private readonly IVerifierContext<TElement> _context;
    private readonly FingerprintChallenges<TElement> _challenges;
    private readonly TElement[] _localPowers;
    private readonly TElement[] _globalPowers;

    /// <param name="context">Makes constants.</param>
    /// <param name="challenges">The challenges of fingerprints.</param>
    /// <param name="maximumMessageLength">The longest message.</param>
    public InteractionEvaluation(IVerifierContext<TElement> context, FingerprintChallenges<TElement> challenges, int maximumMessageLength)
    {
        _context = context;
        _challenges = challenges;
        _localPowers = Powers(challenges.Beta, maximumMessageLength);
        _globalPowers = Powers(challenges.GlobalBeta, maximumMessageLength);
    }

    /// <summary>The sum of the fractions of the public values.</summary>
    public Fraction<TElement> PublicSum(ImmutableArray<Interaction> interactions, ReadOnlySpan<TElement> publicValues)
    {
        Fraction<TElement> sum = new(_context.Constant(KoalaBearExtension5.Zero), _context.Constant(KoalaBearExtension5.One));
        foreach (var interaction in interactions)
        {
            var message = new TElement[interaction.Message.Length];
            for (var i = 0; i < message.Length; i++)
            {
                message[i] = Evaluate(interaction.Message[i], publicValues);
            }

            var bus = _context.Constant(KoalaBear.FromCanonical(interaction.Bus.Id));
            sum = Add(sum, new(Evaluate(interaction.Multiplicity, publicValues), Fingerprint(interaction.Bus, bus + Alpha(interaction.Bus), message)));
        }

        return sum;
    }

    /// <summary>(P_g, Q_g) of a leaf: the sum of its fractions. Both vanish where columns and s are zero.</summary>
    /// <param name="table">The table.</param>
    /// <param name="interactions">The numbers of the interactions that the leaf merges.</param>
    /// <param name="registers">What the program of the table left at the point.</param>
    /// <param name="realRow">s at the point.</param>
    public Fraction<TElement> Leaf(TableDefinition table, ImmutableArray<int> interactions, ReadOnlySpan<TElement> registers, TElement realRow)
    {
        var sum = Single(table, interactions[0], registers, realRow);
        for (var i = 1; i < interactions.Length; i++)
        {
            sum = Add(sum, Single(table, interactions[i], registers, realRow));
        }

        return sum;
    }

    private Fraction<TElement> Single(TableDefinition table, int number, ReadOnlySpan<TElement> registers, TElement realRow)
    {
        var (bus, places) = (table.Interactions[number].Bus, table.Program.Interactions[number]);
        var message = new TElement[places.Message.Length];
        for (var i = 0; i < message.Length; i++)
        {
            message[i] = registers[places.Message[i]];
        }

        var constant = (Alpha(bus) + _context.Constant(KoalaBear.FromCanonical(bus.Id))) * realRow;
        return new(registers[places.Multiplicity], Fingerprint(bus, constant, message));
    }

    private TElement Alpha(Bus bus) => bus.IsGlobal ? _challenges.GlobalAlpha : _challenges.Alpha;

    private TElement Fingerprint(Bus bus, TElement constant, ReadOnlySpan<TElement> message)
    {
        var powers = bus.IsGlobal ? _globalPowers : _localPowers;
        for (var i = 0; i < message.Length; i++)
        {
            constant += powers[i] * message[i];
        }

        return constant;
    }

    private TElement Evaluate(Polynomial polynomial, ReadOnlySpan<TElement> publicValues)
    {
        var sum = _context.Constant(KoalaBearExtension5.Zero);
        foreach (var term in polynomial.Terms)
        {
            var product = _context.Constant(term.Coefficient);
            foreach (var variable in term.Variables)
            {
                product *= publicValues[Polynomial.PublicValueIndex(variable)];
            }

            sum += product;
        }

        return sum;
    }

    private static Fraction<TElement> Add(Fraction<TElement> left, Fraction<TElement> right) =>
        new((left.Numerator * right.Denominator) + (left.Denominator * right.Numerator), left.Denominator * right.Denominator);

    /// <summary>value, value^2, ..</summary>
    private static TElement[] Powers(TElement value, int count)
    {
        var powers = new TElement[count];
        for (var i = 0; i < count; i++)
        {
            powers[i] = i == 0 ? value : powers[i - 1] * value;
        }

        return powers;
    }
}
