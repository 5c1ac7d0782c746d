// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark;

/// <summary>The checks of the verifier, in the order of a shard proof.</summary>
public enum RejectionReason
{
    /// <summary>The product of the denominators of the public-value interactions is zero.</summary>
    PublicDenominatorZero,

    /// <summary>The denominator at the root of the fractional-sum tree is zero.</summary>
    RootDenominatorZero,

    /// <summary>The fractions of all buses, with those of the public values, do not sum to the shard's declared global sum.</summary>
    FractionalSum,

    /// <summary>The claims that end a layer of the fractional-sum tree contradict its sumcheck; the index is the layer, the root's being 1.</summary>
    GkrLayer,
}
