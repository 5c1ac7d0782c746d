// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Cuda.LogUp;

/// <summary>The entries of a layer that are so few that the host is done with them before a device would answer: at most 2^6.</summary>
/// <remarks>With a = p0 + lambda q0, b = p1, d = q0, e = q1 of pairs of nodes the bracket is a e + b d.</remarks>
internal sealed class HostEntries
{
    private readonly KoalaBearExtension5 _lambda;
    private readonly (KoalaBearExtension5 A, KoalaBearExtension5 B, KoalaBearExtension5 D, KoalaBearExtension5 E)[] _entries;
    private int _count;

    /// <summary>The entries of a layer of nodes.</summary>
    public HostEntries(ReadOnlySpan<Fraction<KoalaBearExtension5>> nodes, KoalaBearExtension5 lambda)
    {
        (_lambda, _count) = (lambda, nodes.Length / 2);
        _entries = new (KoalaBearExtension5, KoalaBearExtension5, KoalaBearExtension5, KoalaBearExtension5)[_count];
        for (var i = 0; i < _count; i++)
        {
            var (even, odd) = (nodes[2 * i], nodes[(2 * i) + 1]);
            _entries[i] = (even.Numerator + (lambda * even.Denominator), odd.Numerator, even.Denominator, odd.Denominator);
        }
    }

    /// <summary>Entries from a device.</summary>
    /// <param name="planes">Twenty planes, those of a first.</param>
    /// <param name="count">Entries.</param>
    /// <param name="lambda">The layer's challenge.</param>
    public HostEntries(DevicePlanes planes, int count, KoalaBearExtension5 lambda)
    {
        (_lambda, _count) = (lambda, count);
        _entries = new (KoalaBearExtension5, KoalaBearExtension5, KoalaBearExtension5, KoalaBearExtension5)[count];
        for (var i = 0; i < count; i++)
        {
            _entries[i] = (planes.Element(0, i), planes.Element(1, i), planes.Element(2, i), planes.Element(3, i));
        }
    }

    /// <summary>The values that all variables bound leave.</summary>
    public LayerClaims Claims
    {
        get
        {
            var (a, b, d, e) = _entries[0];
            return new(a - (_lambda * d), b, d, e);
        }
    }

    /// <summary>The sums of the round of the lowest variable.</summary>
    /// <param name="weights">Of pairs.</param>
    /// <param name="at">Where.</param>
    public RoundSums Sums(ReadOnlySpan<KoalaBearExtension5> weights, LayerPoint at)
    {
        RoundSums sums = default;
        for (var i = 0; i < _count / 2; i++)
        {
            var (low, high) = (_entries[2 * i], _entries[(2 * i) + 1]);
            var (a, b, d, e) = at == LayerPoint.One ? high : low;
            RoundSums pair = new(
                (a * e) + (b * d) - _lambda, ((high.A - low.A) * (high.E - low.E)) + ((high.B - low.B) * (high.D - low.D)));
            sums += pair * weights[i];
        }

        return sums;
    }

    /// <summary>Binds the lowest variable.</summary>
    public void Bind(KoalaBearExtension5 challenge)
    {
        _count /= 2;
        for (var i = 0; i < _count; i++)
        {
            var (low, high) = (_entries[2 * i], _entries[(2 * i) + 1]);
            _entries[i] = (
                low.A + (challenge * (high.A - low.A)),
                low.B + (challenge * (high.B - low.B)),
                low.D + (challenge * (high.D - low.D)),
                low.E + (challenge * (high.E - low.E)));
        }
    }
}
