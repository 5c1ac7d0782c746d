// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark;

/// <summary>The checks of the verifier, in the order of a shard proof.</summary>
public enum RejectionReason
{
    /// <summary>The key has no shape of this number; the index is the number.</summary>
    Shape,

    /// <summary>The key does not allow these heights; the index is the <see cref="Air.Layout.HeightFault"/>.</summary>
    Heights,

    /// <summary>The proof of work before the LogUp challenges.</summary>
    LogUpProofOfWork,

    /// <summary>The fractional-sum tree has another number of layers than the key prescribes; the index is the number it has.</summary>
    GkrLayerCount,

    /// <summary>The product of the denominators of the public-value interactions is zero.</summary>
    PublicDenominatorZero,

    /// <summary>The denominator at the root of the fractional-sum tree is zero.</summary>
    RootDenominatorZero,

    /// <summary>The fractions of all buses, with those of the public values, do not sum to the shard's declared global sum.</summary>
    FractionalSum,

    /// <summary>The claims that end a layer of the fractional-sum tree contradict its sumcheck; the index is the layer, the root's being 1.</summary>
    GkrLayer,

    /// <summary>The polynomial of the univariate-skip round does not sum to the claim over its subgroup.</summary>
    SkipRound,

    /// <summary>The column claims, put into constraints and leaf polynomials, contradict the last claim of the constraint sumcheck.</summary>
    ZerocheckFinalClaim,

    /// <summary>The claims on the stacked columns contradict the last claim of the index sumcheck.</summary>
    IndexFinalClaim,

    /// <summary>What the proof is about has another shape than the key says: number of claims, of caps or of their nodes.</summary>
    StatementShape,

    /// <summary>The proof has another number of words than the key asks for; the index is the number it has.</summary>
    ProofLength,

    /// <summary>A list of a decoded proof has another length than the key asks for.</summary>
    ProofShape,

    /// <summary>A word of the proof is p or more; the index is its place.</summary>
    NonCanonicalWord,

    /// <summary>The proof of work before the challenges that batch the stacked columns.</summary>
    BatchingProofOfWork,

    /// <summary>The proof of work before a folding challenge; the index is the WHIR round, the item the fold in it.</summary>
    FoldingProofOfWork,

    /// <summary>The proof of work before the query positions of the WHIR round that is the index.</summary>
    QueryProofOfWork,

    /// <summary>An opening of a commitment group does not lead to its cap; the index is the group, the item the query.</summary>
    GroupOpening,

    /// <summary>An opening of a folded codeword does not lead to its cap; the index is the WHIR round, the item the query.</summary>
    FoldedOpening,

    /// <summary>The last polynomial and the weights at the final point contradict the claim that is left.</summary>
    WhirFinalClaim,
}
