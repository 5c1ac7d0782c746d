// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Stark.Zerocheck;

/// <summary>Runs the program of a table on one row after the other and gives constraints and leaf polynomials. Not thread-safe; one for each thread.</summary>
/// <typeparam name="TField">The field of the rows.</typeparam>
/// <typeparam name="TArithmetic">Its products with challenges.</typeparam>
internal sealed class RowEvaluation<TField, TArithmetic>
    where TField : struct, IField<TField>
    where TArithmetic : struct, IRowArithmetic<TField>
{
    private readonly TableDefinition _table;
    private readonly FingerprintChallenges<KoalaBearExtension5> _challenges;
    private readonly KoalaBearExtension5[] _localPowers;
    private readonly KoalaBearExtension5[] _globalPowers;
    private readonly TField[] _publicValues;
    private readonly TField[] _registers;
    private readonly Func<KoalaBear, TField> _constant = TField.FromBase;
    private TField _realRow;

    /// <param name="table">The table.</param>
    /// <param name="publicValues">The public values of the shard.</param>
    /// <param name="challenges">The challenges of fingerprints.</param>
    public RowEvaluation(TableDefinition table, ReadOnlySpan<KoalaBear> publicValues, FingerprintChallenges<KoalaBearExtension5> challenges)
    {
        _table = table;
        _challenges = challenges;
        var longest = table.Interactions.Select(interaction => interaction.Message.Length).DefaultIfEmpty(0).Max();
        _localPowers = Powers(challenges.Beta, longest);
        _globalPowers = Powers(challenges.GlobalBeta, longest);
        _publicValues = new TField[publicValues.Length];
        for (var i = 0; i < publicValues.Length; i++)
        {
            _publicValues[i] = TField.FromBase(publicValues[i]);
        }

        _registers = new TField[table.Program.Instructions.Length];
    }

    /// <summary>Runs the program.</summary>
    /// <param name="columns">A value per column.</param>
    /// <param name="realRow">s of the row.</param>
    public void Run(ReadOnlySpan<TField> columns, TField realRow)
    {
        _realRow = realRow;
        _table.Program.Run(columns, realRow, _publicValues, _constant, _registers);
    }

    /// <summary>The weighted sum of the constraints of the row.</summary>
    public KoalaBearExtension5 Constraints(ReadOnlySpan<KoalaBearExtension5> weights)
    {
        var sum = KoalaBearExtension5.Zero;
        var registers = _table.Program.Constraints;
        for (var i = 0; i < registers.Length; i++)
        {
            sum += TArithmetic.Multiply(weights[i], _registers[registers[i]]);
        }

        return sum;
    }

    /// <summary>(P_g, Q_g) of a leaf of the row.</summary>
    public Fraction<KoalaBearExtension5> Leaf(ImmutableArray<int> interactions)
    {
        var numerator = TArithmetic.Lift(Multiplicity(interactions[0]));
        var denominator = Fingerprint(interactions[0]);
        for (var i = 1; i < interactions.Length; i++)
        {
            var fingerprint = Fingerprint(interactions[i]);
            numerator = (numerator * fingerprint) + TArithmetic.Multiply(denominator, Multiplicity(interactions[i]));
            denominator *= fingerprint;
        }

        return new(numerator, denominator);
    }

    private TField Multiplicity(int interaction) => _registers[_table.Program.Interactions[interaction].Multiplicity];

    private KoalaBearExtension5 Fingerprint(int interaction)
    {
        var bus = _table.Interactions[interaction].Bus;
        var (alpha, powers) = bus.IsGlobal ? (_challenges.GlobalAlpha, _globalPowers) : (_challenges.Alpha, _localPowers);
        var sum = TArithmetic.Multiply(alpha + KoalaBear.FromCanonical(bus.Id), _realRow);
        var message = _table.Program.Interactions[interaction].Message;
        for (var i = 0; i < message.Length; i++)
        {
            sum += TArithmetic.Multiply(powers[i], _registers[message[i]]);
        }

        return sum;
    }

    /// <summary>value, value^2, ..</summary>
    private static KoalaBearExtension5[] Powers(KoalaBearExtension5 value, int count)
    {
        var powers = new KoalaBearExtension5[count];
        for (var i = 0; i < count; i++)
        {
            powers[i] = i == 0 ? value : powers[i - 1] * value;
        }

        return powers;
    }
}
