// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark.LogUp;

/// <summary>How many messages a fractional-sum GKR has; the number of layers decides.</summary>
/// <remarks>
/// Layer j = 1 .. L has j - 1 rounds of two elements, the coefficients of X and X^2 of the round's polynomial, and then four claims: p0, p1 of the even and odd
/// children's numerators, q0, q1 of their denominators.
/// </remarks>
public static class FractionalSumShape
{
    /// <summary>More layers than any machine has: the number of leaves then still fits in 64 bits.</summary>
    public const int MaximumLayers = 62;

    internal const int RoundElements = 2;
    internal const int ClaimElements = 4;

    /// <summary>L^2 + 3 L, the number of elements of a proof of L layers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">L is below 1 or above 62.</exception>
    public static int ElementCount(int layerCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layerCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layerCount, MaximumLayers);
        return LayerStart(layerCount + 1);
    }

    // sum_{i < layer} 2 (i - 1) + 4
    internal static int LayerStart(int layer) => (layer - 1) * (layer + 2);
}
