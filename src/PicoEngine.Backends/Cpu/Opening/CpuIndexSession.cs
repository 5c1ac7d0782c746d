// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cpu.Opening;

/// <summary>The index sumcheck over the values of pieces, those of whole columns one after the other.</summary>
/// <param name="pieces">e.</param>
/// <param name="weights">A, with a value for pieces that do not exist, too.</param>
internal sealed class CpuIndexSession(KoalaBearExtension5[] pieces, KoalaBearExtension5[] weights) : IIndexSession
{
    private readonly KoalaBearExtension5[] _pieces = pieces;
    private KoalaBearExtension5[] _values = pieces;
    private KoalaBearExtension5[] _weights = weights;

    public SumcheckMessage<KoalaBearExtension5> NextMessage()
    {
        var (atZero, atInfinity) = (KoalaBearExtension5.Zero, KoalaBearExtension5.Zero);
        for (var i = 0; i < _values.Length; i += 2)
        {
            var high = i + 1 < _values.Length ? _values[i + 1] : KoalaBearExtension5.Zero;
            atZero += _weights[i] * _values[i];
            atInfinity += (_weights[i + 1] - _weights[i]) * (high - _values[i]);
        }

        return new(atZero, atInfinity);
    }

    public void Bind(KoalaBearExtension5 challenge)
    {
        _weights = MultilinearPolynomial.BindLowest(_weights, challenge);
        _values = MultilinearPolynomial.BindLowest(_values, challenge);
    }

    public KoalaBearExtension5[] EvaluateColumns(ReadOnlySpan<KoalaBearExtension5> row) => PieceEvaluation.EvaluateColumns(_pieces, row);

    public void Dispose()
    {
        // All memory is the runtime's.
        (_values, _weights) = ([], []);
    }
}
