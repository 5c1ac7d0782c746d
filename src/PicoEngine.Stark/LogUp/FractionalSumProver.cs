// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Stark.LogUp;

/// <summary>Proves the sum of the leaf fractions of a shard layer by layer, from the root down to a claim on the leaves.</summary>
/// <remarks>Pointers only pass through, from the tree, which is kept alive, to the layers' prover.</remarks>
public static unsafe class FractionalSumProver
{
    /// <summary>Writes the messages of all layers to the transcript. The proof does not depend on the machine or on the number of threads.</summary>
    /// <param name="tree">The tree; its layers are overwritten, its leaves are not.</param>
    /// <param name="challenger">The transcript behind the challenges that the leaves depend on.</param>
    /// <param name="degreeOfParallelism">Threads to use.</param>
    /// <exception cref="ArgumentOutOfRangeException">The degree of parallelism is below one.</exception>
    /// <exception cref="InvalidOperationException">The root's denominator is zero, or the tree was used for a proof before.</exception>
    public static (FractionalSumProof<KoalaBearExtension5> Proof, LeafClaim<KoalaBearExtension5> Claim) Prove(
        FractionTree tree, DuplexChallenger challenger, int degreeOfParallelism = 1) =>
        Prove(tree, challenger, degreeOfParallelism, IFractionKernel.Widest);

    internal static (FractionalSumProof<KoalaBearExtension5> Proof, LeafClaim<KoalaBearExtension5> Claim) Prove(
        FractionTree tree, DuplexChallenger challenger, int degreeOfParallelism, IFractionKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(challenger);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        if (tree.Root.Denominator.IsZero)
        {
            throw new InvalidOperationException("A leaf has a zero denominator under these challenges.");
        }

        if (tree.IsConsumed)
        {
            throw new InvalidOperationException("The layers of this tree were overwritten by an earlier proof.");
        }

        tree.IsConsumed = true;
        var layout = tree.Layout;
        var elements = new List<KoalaBearExtension5>(FractionalSumShape.ElementCount(layout.LayerCount));
        var (even, odd) = (tree.Node(1, 0), tree.Node(1, 1));
        KoalaBearExtension5[] claims = [even.Numerator, odd.Numerator, even.Denominator, odd.Denominator];
        KoalaBearExtension5[] point = [EndLayer(claims, challenger, elements)];
        using var prover = new LayerProver(layout, tree.Pool, kernel, degreeOfParallelism);
        for (var layer = 2; layer <= layout.LayerCount; layer++)
        {
            var next = new KoalaBearExtension5[layer];
            var lambda = challenger.SampleExtension();
            var message = prover.Begin(layer, tree.Nodes(layer), tree.Scratch, point, claims, lambda);
            for (var round = 0; round < layer - 1; round++)
            {
                ReadOnlySpan<KoalaBearExtension5> words = [message.Linear, message.Quadratic];
                challenger.Observe(MessageKind.GkrRound, words);
                elements.AddRange(words);
                next[round + 1] = challenger.SampleExtension();
                if (round < layer - 2)
                {
                    message = prover.Continue(next[round + 1]);
                }
            }

            claims = prover.End(next[^1]);
            next[0] = EndLayer(claims, challenger, elements);
            point = next;
        }

        GC.KeepAlive(tree);
        var line = point[0];
        Fraction<KoalaBearExtension5> value = new(
            claims[0] + (line * (claims[1] - claims[0])), claims[2] + (line * (claims[3] - claims[2])));
        return (new(layout.LayerCount, elements.ToArray()), new(point, value));
    }

    private static KoalaBearExtension5 EndLayer(
        KoalaBearExtension5[] claims, DuplexChallenger challenger, List<KoalaBearExtension5> elements)
    {
        challenger.Observe(MessageKind.GkrClaims, claims);
        elements.AddRange(claims);
        return challenger.SampleExtension();
    }
}
