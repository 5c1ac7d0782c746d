// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The index sumcheck: sum_i A(i) e(i) over the pieces i of all stacked columns, e(i) the value of piece i at a point.</summary>
public interface IIndexSession : IDisposable
{
    /// <summary>h(0) and the coefficient of X^2 of the round's polynomial h.</summary>
    public SumcheckMessage<KoalaBearExtension5> NextMessage();

    /// <summary>Binds the round's variable.</summary>
    public void Bind(KoalaBearExtension5 challenge);

    /// <summary>The values of all stacked columns, group after group, at the point with these coordinates above a piece. It may be asked at any time.</summary>
    /// <param name="row">A coordinate for each variable between a piece and a stacked column.</param>
    public KoalaBearExtension5[] EvaluateColumns(ReadOnlySpan<KoalaBearExtension5> row);
}
