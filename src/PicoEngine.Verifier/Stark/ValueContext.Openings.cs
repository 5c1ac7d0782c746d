// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Verifier.Stark;

/// <content>Words, digests and positions on values.</content>
public sealed partial class ValueContext : ICommitmentContext<KoalaBearExtension5, KoalaBear, Digest, int>
{
    private static readonly Sponge Sponge = Sponge.Poseidon2Width24;
    private static readonly NodeCompression Compression = new(Sponge);

    /// <inheritdoc/>
    public KoalaBearExtension5 Multiply(KoalaBearExtension5 value, KoalaBear factor) => value * factor;

    /// <inheritdoc/>
    public KoalaBearExtension5 WeightedSum(ReadOnlySpan<KoalaBear> words, ReadOnlySpan<KoalaBearExtension5> weights)
    {
        var sum = KoalaBearExtension5.Zero;
        for (var i = 0; i < words.Length; i++)
        {
            sum += weights[i] * words[i];
        }

        return sum;
    }

    /// <inheritdoc/>
    public KoalaBearExtension5 Power(KoalaBear generator, int position) => generator.Pow((ulong)position);

    /// <inheritdoc/>
    public KoalaBearExtension5 Multiplex(int position, int bit, KoalaBearExtension5 whenClear, KoalaBearExtension5 whenSet) =>
        (position >> bit & 1) == 0 ? whenClear : whenSet;

    /// <inheritdoc/>
    public Digest HashWordLeaf(ReadOnlySpan<KoalaBear> words) => Sponge.Hash(DomainTag.Leaf, words);

    /// <inheritdoc/>
    public Digest HashElementLeaf(ReadOnlySpan<KoalaBearExtension5> elements) =>
        Sponge.Hash(DomainTag.Leaf, MemoryMarshal.Cast<KoalaBearExtension5, KoalaBear>(elements));

    /// <inheritdoc/>
    public Digest Compress(int position, int bit, Digest node, Digest sibling) =>
        (position >> bit & 1) == 0 ? Compression.Compress(node, sibling) : Compression.Compress(sibling, node);

    /// <inheritdoc/>
    public Digest CapNode(ReadOnlySpan<Digest> cap, int position, int firstBit) => cap[(position >> firstBit) & (cap.Length - 1)];

    /// <inheritdoc/>
    public void RequireEqual(Digest left, Digest right, Rejection otherwise) => Require(left == right, otherwise);

    /// <inheritdoc/>
    public void ObserveCap(MessageKind kind, ReadOnlySpan<Digest> cap) => Challenger.Observe(kind, new MerkleCap(cap).Hash(Sponge));

    /// <inheritdoc/>
    public void RequireProofOfWork(int bits, KoalaBear nonce, Rejection otherwise) =>
        Require(Challenger.CheckProofOfWork(bits, nonce), otherwise);

    /// <inheritdoc/>
    public void SamplePositions(Span<int> positions, int bits) => Challenger.SamplePositions(positions, bits);
}
