// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Stark.LogUp;

/// <summary>Proves the sum of the leaf fractions of a shard layer by layer, from the root down to a claim on the leaves.</summary>
public static class FractionalSumProver
{
    /// <summary>Writes the messages of all layers to the transcript.</summary>
    /// <param name="tree">The tree; its layers are used up.</param>
    /// <param name="challenger">The transcript behind the challenges that the leaves depend on.</param>
    /// <exception cref="InvalidOperationException">The root's denominator is zero, or the tree was used for a proof before.</exception>
    public static (FractionalSumProof<KoalaBearExtension5> Proof, LeafClaim<KoalaBearExtension5> Claim) Prove(
        IFractionTree tree, DuplexChallenger challenger)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(challenger);
        if (tree.Root.Denominator.IsZero)
        {
            throw new InvalidOperationException("A leaf has a zero denominator under these challenges.");
        }

        var elements = new List<KoalaBearExtension5>(FractionalSumShape.ElementCount(tree.LayerCount));
        var claims = tree.FirstLayer;
        KoalaBearExtension5[] point = [EndLayer(claims, challenger, elements)];
        for (var layer = 2; layer <= tree.LayerCount; layer++)
        {
            var next = new KoalaBearExtension5[layer];
            LayerMessages messages = new(tree, layer, point, claims, challenger.SampleExtension());
            var message = messages.Begin();
            for (var round = 0; round < layer - 1; round++)
            {
                ReadOnlySpan<KoalaBearExtension5> words = [message.Linear, message.Quadratic];
                challenger.Observe(MessageKind.GkrRound, words);
                elements.AddRange(words);
                next[round + 1] = challenger.SampleExtension();
                if (round < layer - 2)
                {
                    message = messages.Continue(next[round + 1]);
                }
            }

            claims = messages.End(next[^1]);
            next[0] = EndLayer(claims, challenger, elements);
            point = next;
        }

        var line = point[0];
        Fraction<KoalaBearExtension5> value = new(
            claims.P0 + (line * (claims.P1 - claims.P0)), claims.Q0 + (line * (claims.Q1 - claims.Q0)));
        return (new(tree.LayerCount, elements.ToArray()), new(point, value));
    }

    private static KoalaBearExtension5 EndLayer(LayerClaims claims, DuplexChallenger challenger, List<KoalaBearExtension5> elements)
    {
        var message = claims.ToArray();
        challenger.Observe(MessageKind.GkrClaims, message);
        elements.AddRange(message);
        return challenger.SampleExtension();
    }
}
