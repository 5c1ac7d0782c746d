// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Poseidon2;
using PicoEngine.Primitives.Symmetric;
using Xunit;

namespace PicoEngine.Primitives.Tests.Symmetric;

public sealed class SymmetricTests
{
    private static readonly Sponge Hasher = Sponge.Poseidon2Width24;

    [Fact]
    public void Hash_reproduces_reference()
    {
        foreach (var vector in ReferenceVectors.Section("hash").GetProperty("sponge").EnumerateArray())
        {
            var message = FieldSamples.Sequence(1, vector.GetProperty("length").GetInt32());
            var tag = (DomainTag)vector.GetProperty("tag").GetInt32();
            Assert.Equal(ReferenceVectors.Digest(vector.GetProperty("digest")), Hasher.Hash(tag, message));
        }
    }

    [Fact]
    public void Compress_reproduces_reference()
    {
        var vector = ReferenceVectors.Section("hash").GetProperty("compress");
        var left = ReferenceVectors.Digest(vector.GetProperty("left"));
        var right = ReferenceVectors.Digest(vector.GetProperty("right"));
        Assert.Equal(ReferenceVectors.Digest(vector.GetProperty("digest")), new NodeCompression(Hasher).Compress(left, right));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    public void CompressPairs_equals_Compress_on_each_pair(int count)
    {
        var compression = new NodeCompression(Hasher);
        var children = FieldSamples.Words(2 * count * Digest.Length, count).Chunk(Digest.Length).Select(words => new Digest(words)).ToArray();
        var parents = new Digest[count];
        compression.CompressPairs(children, parents);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(compression.Compress(children[2 * i], children[(2 * i) + 1]), parents[i]);
        }
    }

    [Fact]
    public void CompressPairs_rejects_mismatched_lengths() =>
        Assert.Throws<ArgumentException>(() => new NodeCompression(Hasher).CompressPairs(new Digest[3], new Digest[1]));

    [Fact]
    public void Hash_separates_tags_lengths_and_words()
    {
        var seen = new HashSet<Digest>();
        foreach (var tag in Enum.GetValues<DomainTag>())
        {
            for (var length = 0; length <= 31; length++)
            {
                // All zeros: only tag and length tell these apart.
                Assert.True(seen.Add(Hasher.Hash(tag, new KoalaBear[length])));
            }
        }
    }

    [Fact]
    public void Hash_changes_with_every_message_word()
    {
        var message = FieldSamples.Words(40, 5);
        var digest = Hasher.Hash(DomainTag.Leaf, message);
        for (var i = 0; i < message.Length; i++)
        {
            var changed = (KoalaBear[])message.Clone();
            changed[i] += KoalaBear.One;
            Assert.NotEqual(digest, Hasher.Hash(DomainTag.Leaf, changed));
        }
    }

    [Fact]
    public void Compress_differs_from_the_hash_of_the_same_words_and_from_the_swapped_pair()
    {
        var compression = new NodeCompression(Hasher);
        var words = FieldSamples.Words(18, 6);
        var (left, right) = (new Digest(words.AsSpan(0, 9)), new Digest(words.AsSpan(9)));
        Assert.NotEqual(compression.Compress(left, right), compression.Compress(right, left));
        Assert.NotEqual(compression.Compress(left, right), Hasher.Hash(DomainTag.Node, words));
    }

    [Fact]
    public void Sponge_rejects_a_permutation_of_another_width() =>
        Assert.Throws<ArgumentException>(() => new Sponge(Poseidon2Permutation.Width16));

    [Fact]
    public void Digest_keeps_its_words_and_compares_all_of_them()
    {
        var words = FieldSamples.Sequence(1, 9);
        var digest = new Digest(words);
        Assert.Equal(words, digest.Words.ToArray());
        Assert.Equal("000000010000000200000003000000040000000500000006000000070000000800000009", digest.ToString());
        for (var i = 0; i < 9; i++)
        {
            var other = (KoalaBear[])words.Clone();
            other[i] = KoalaBear.Zero;
            Assert.True(digest != new Digest(other));
        }

        Assert.Throws<ArgumentException>(() => new Digest(words.AsSpan(1)));
    }
}
