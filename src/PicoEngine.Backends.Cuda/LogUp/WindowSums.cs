// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cuda.LogUp;

/// <summary>Sums of two rounds: of the bracket in the two lowest variables at the points of {0, 1, infinity}^2, weighted over all others.</summary>
/// <param name="values">By 3 x_1 + x_0, infinity being 2; at finite points lambda is taken off.</param>
internal sealed class WindowSums(KoalaBearExtension5[] values)
{
    private const int Infinity = 2;

    /// <summary>The sums of the first round.</summary>
    /// <param name="coordinate">Of the second variable, which this round sums over.</param>
    /// <param name="at">Where.</param>
    public RoundSums First(KoalaBearExtension5 coordinate, LayerPoint at)
    {
        return new(Sum(Index(at)), Sum(Infinity));

        KoalaBearExtension5 Sum(int first) => At(first, 0) + (coordinate * (At(first, 1) - At(first, 0)));
    }

    /// <summary>The sums of the second round.</summary>
    /// <param name="challenge">That the first variable is bound to.</param>
    /// <param name="at">Where.</param>
    public RoundSums Second(KoalaBearExtension5 challenge, LayerPoint at)
    {
        return new(Evaluate(Index(at)), Evaluate(Infinity));

        // The polynomial of degree two in the first variable, from its values at 0 and 1 and its highest coefficient.
        KoalaBearExtension5 Evaluate(int second)
        {
            var quadratic = At(Infinity, second);
            var linear = At(1, second) - At(0, second) - quadratic;
            return At(0, second) + (challenge * (linear + (challenge * quadratic)));
        }
    }

    private static int Index(LayerPoint at) => at == LayerPoint.One ? 1 : 0;

    private KoalaBearExtension5 At(int first, int second) => values[(3 * second) + first];
}
