// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Cuda.LogUp;

/// <summary>The layers of a tree from the root to the highest that the device has.</summary>
internal sealed class UpperLayers
{
    private readonly Fraction<KoalaBearExtension5>[][] _layers;

    /// <param name="planes">The nodes of the lowest of them, ten planes.</param>
    /// <param name="layer">Its number.</param>
    public UpperLayers(DevicePlanes planes, int layer)
    {
        _layers = new Fraction<KoalaBearExtension5>[layer + 1][];
        _layers[layer] = new Fraction<KoalaBearExtension5>[1 << layer];
        for (var i = 0; i < 1 << layer; i++)
        {
            _layers[layer][i] = new(planes.Element(0, i), planes.Element(1, i));
        }

        for (; layer > 0; layer--)
        {
            _layers[layer - 1] = new Fraction<KoalaBearExtension5>[1 << (layer - 1)];
            for (var i = 0; i < 1 << (layer - 1); i++)
            {
                var (even, odd) = (_layers[layer][2 * i], _layers[layer][(2 * i) + 1]);
                _layers[layer - 1][i] = new(
                    (even.Numerator * odd.Denominator) + (odd.Numerator * even.Denominator), even.Denominator * odd.Denominator);
            }
        }
    }

    /// <summary>The sum of all leaves.</summary>
    public Fraction<KoalaBearExtension5> Root => _layers[0][0];

    /// <summary>The nodes of a layer.</summary>
    public ReadOnlySpan<Fraction<KoalaBearExtension5>> this[int layer] => _layers[layer];

    /// <summary>Whether a layer is among them.</summary>
    public bool Contains(int layer) => layer < _layers.Length;
}
