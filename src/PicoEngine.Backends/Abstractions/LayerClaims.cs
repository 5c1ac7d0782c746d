// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Abstractions;

/// <summary>Numerators and denominators of the even and the odd child of a node, or of all nodes of a layer at a point.</summary>
/// <param name="P0">The numerator of the even child.</param>
/// <param name="P1">The numerator of the odd child.</param>
/// <param name="Q0">The denominator of the even child.</param>
/// <param name="Q1">The denominator of the odd child.</param>
public readonly record struct LayerClaims(KoalaBearExtension5 P0, KoalaBearExtension5 P1, KoalaBearExtension5 Q0, KoalaBearExtension5 Q1)
{
    /// <summary>In the order of the message.</summary>
    public KoalaBearExtension5[] ToArray() => [P0, P1, Q0, Q1];
}
