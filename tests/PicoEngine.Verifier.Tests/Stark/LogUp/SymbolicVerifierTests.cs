// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;
using Xunit;

namespace PicoEngine.Verifier.Tests.Stark.LogUp;

/// <summary>The verifier recorded once on symbols does to values what it does when it runs on them.</summary>
public sealed class SymbolicVerifierTests
{
    private readonly StraightLineProgram _program = new();
    private readonly GkrVector _vector = GkrVector.Named("three groups");
    private readonly LeafClaim<Symbol> _claim;

    public SymbolicVerifierTests()
    {
        var messages = _vector.Messages.Select(_ => _program.Input()).ToArray();
        Fraction<Symbol> publicValues = new(_program.Input(), _program.Input());
        var globalSum = _program.Input();
        _claim = LogUpGkrVerifier.Verify(
            _program, _vector.Layers, publicValues, globalSum, new FractionalSumProof<Symbol>(_vector.Layers, messages))!;
    }

    [Fact]
    public void Verify_on_symbols_run_on_honest_values_gives_the_claim()
    {
        var context = _vector.Begin();
        var values = _program.Run(context, Inputs(_vector.Messages));
        Assert.Null(context.Rejection);
        Assert.Equal(_vector.Point, _claim.Point.Select(symbol => values[symbol.Line]));
        Assert.Equal(_vector.Claim, new(values[_claim.Value.Numerator.Line], values[_claim.Value.Denominator.Line]));
        Assert.Equal(_vector.NextChallenge, context.SampleExtension());
    }

    [Fact]
    public void Verify_on_symbols_run_on_changed_values_refuses_as_on_values()
    {
        for (var position = 0; position < _vector.Messages.Length; position++)
        {
            var messages = (KoalaBearExtension5[])_vector.Messages.Clone();
            messages[position] += KoalaBear.One;
            var context = _vector.Begin();
            _program.Run(context, Inputs(messages));
            Assert.NotNull(context.Rejection);
            Assert.Equal(_vector.Verify(messages).Rejection, context.Rejection);
        }
    }

    private KoalaBearExtension5[] Inputs(KoalaBearExtension5[] messages) =>
        [.. messages, _vector.PublicValues.Numerator, _vector.PublicValues.Denominator, _vector.GlobalSum];
}
