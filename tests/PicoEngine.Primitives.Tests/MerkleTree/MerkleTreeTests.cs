// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using Xunit;

namespace PicoEngine.Primitives.Tests.MerkleTree;

public sealed class MerkleTreeTests
{
    private static readonly Sponge Hasher = Sponge.Poseidon2Width24;

    [Fact]
    public void Build_and_Open_reproduce_reference()
    {
        var vector = ReferenceVectors.Section("hash").GetProperty("merkle");
        // Leaf i is [10 i, 10 i + 1]: two columns of eight rows, one row per leaf.
        var matrix = Enumerable.Range(0, 16).Select(t => KoalaBear.FromCanonical((uint)((10 * (t % 8)) + (t / 8)))).ToArray();
        var tree = CappedMerkleTree.Build(Hasher, matrix, LeafLayout.Create(3, 2, 0), vector.GetProperty("cap_log").GetInt32());
        Assert.Equal(vector.GetProperty("cap").EnumerateArray().Select(ReferenceVectors.Digest), tree.Cap.Nodes);
        Assert.Equal(ReferenceVectors.Digest(vector.GetProperty("cap_digest")), tree.Cap.Hash(Hasher));

        var opening = tree.Open(matrix, vector.GetProperty("open_index").GetInt32());
        Assert.Equal(ReferenceVectors.Words(vector.GetProperty("leaf")), opening.Leaf.ToArray());
        Assert.Equal(vector.GetProperty("path").EnumerateArray().Select(ReferenceVectors.Digest), opening.Siblings.ToArray());
    }

    [Theory]
    [InlineData(5, 7, 0, 2)]
    [InlineData(6, 3, 1, 2)]
    [InlineData(6, 5, 4, 8)]
    [InlineData(4, 31, 2, 0)]
    [InlineData(0, 1, 0, 0)]
    public void Verify_accepts_every_leaf_of_an_honest_tree(int logHeight, int width, int logRowsPerLeaf, int logCapSize)
    {
        var (matrix, tree) = Sample(LeafLayout.Create(logHeight, width, logRowsPerLeaf), logCapSize);
        var verifier = new MerkleVerifier(Hasher);
        for (var leaf = 0; leaf < 1 << tree.Layout.LogLeafCount; leaf++)
        {
            var opening = tree.Open(matrix, leaf);
            Assert.Equal(MerkleVerifier.PathLength(tree.Layout, logCapSize), opening.Siblings.Length);
            Assert.True(verifier.Verify(tree.Cap, tree.Layout, leaf, opening));
        }
    }

    [Fact]
    public void Leaf_holds_the_rows_of_its_coset_one_after_the_other()
    {
        var (matrix, tree) = Sample(LeafLayout.Create(5, 3, 2), 0);
        for (var leaf = 0; leaf < 8; leaf++)
        {
            var expected = new List<KoalaBear>();
            for (var v = 0; v < 4; v++)
            {
                for (var column = 0; column < 3; column++)
                {
                    expected.Add(matrix[(column * 32) + leaf + (8 * v)]);
                }
            }

            Assert.Equal(expected, tree.Open(matrix, leaf).Leaf.ToArray());
        }
    }

    [Fact]
    public void Build_equals_hashing_leaf_by_leaf()
    {
        // 64 leaves of 34 words: three blocks, the last one short.
        var (matrix, tree) = Sample(LeafLayout.Create(7, 17, 1), 0);
        var compression = new NodeCompression(Hasher);
        var layer = Enumerable.Range(0, 64).Select(leaf => Hasher.Hash(DomainTag.Leaf, tree.Open(matrix, leaf).Leaf.Span)).ToArray();
        while (layer.Length > 1)
        {
            layer = Enumerable.Range(0, layer.Length / 2).Select(i => compression.Compress(layer[2 * i], layer[(2 * i) + 1])).ToArray();
        }

        Assert.Equal(layer[0], Assert.Single(tree.Cap.Nodes));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    public void Build_with_more_threads_gives_the_same_cap(int degreeOfParallelism)
    {
        var (matrix, tree) = Sample(LeafLayout.Create(9, 4, 1), 1);
        var parallel = CappedMerkleTree.Build(Hasher, matrix, tree.Layout, 1, degreeOfParallelism);
        Assert.Equal(tree.Cap.Nodes, parallel.Cap.Nodes);
        Assert.Equal(tree.Siblings(77), parallel.Siblings(77));
    }

    [Fact]
    public void Verify_rejects_opening_with_any_word_changed()
    {
        var (matrix, tree) = Sample(LeafLayout.Create(6, 8, 1), 1);
        var verifier = new MerkleVerifier(Hasher);
        const int Leaf = 21;
        var honest = tree.Open(matrix, Leaf);
        for (var i = 0; i < honest.Leaf.Length; i++)
        {
            var leaf = honest.Leaf.ToArray();
            leaf[i] += KoalaBear.One;
            Assert.False(verifier.Verify(tree.Cap, tree.Layout, Leaf, honest with { Leaf = leaf }));
        }

        for (var i = 0; i < honest.Siblings.Length * Digest.Length; i++)
        {
            var siblings = honest.Siblings.ToArray();
            siblings[i / Digest.Length][i % Digest.Length] += KoalaBear.One;
            Assert.False(verifier.Verify(tree.Cap, tree.Layout, Leaf, honest with { Siblings = siblings }));
        }

        var capIndex = Leaf >> honest.Siblings.Length;
        for (var i = 0; i < Digest.Length; i++)
        {
            var nodes = tree.Cap.Nodes.ToArray();
            nodes[capIndex][i] += KoalaBear.One;
            Assert.False(verifier.Verify(new MerkleCap(nodes), tree.Layout, Leaf, honest));
        }
    }

    [Fact]
    public void Verify_rejects_every_other_index_and_any_wrong_length()
    {
        var (matrix, tree) = Sample(LeafLayout.Create(5, 8, 1), 1);
        var verifier = new MerkleVerifier(Hasher);
        var honest = tree.Open(matrix, 6);
        foreach (var index in Enumerable.Range(-1, 18).Append(int.MaxValue).Append(int.MinValue).Append(6 + (1 << 16)))
        {
            Assert.Equal(index == 6, verifier.Verify(tree.Cap, tree.Layout, index, honest));
        }

        Assert.False(verifier.Verify(tree.Cap, tree.Layout, 6, honest with { Leaf = honest.Leaf[1..] }));
        Assert.False(verifier.Verify(tree.Cap, tree.Layout, 6, honest with { Leaf = honest.Leaf.ToArray().Append(KoalaBear.Zero).ToArray() }));
        Assert.False(verifier.Verify(tree.Cap, tree.Layout, 6, honest with { Siblings = honest.Siblings[..^1] }));
        Assert.False(verifier.Verify(tree.Cap, tree.Layout, 6, honest with { Siblings = honest.Siblings.ToArray().Append(default).ToArray() }));
        Assert.False(verifier.Verify(new MerkleCap(tree.Cap.Nodes.Concat(tree.Cap.Nodes).ToArray()), tree.Layout, 6, honest));
    }

    [Theory]
    [InlineData(1, 1, 4)]
    [InlineData(2, 1, 3)]
    [InlineData(3, 1, 2)]
    [InlineData(4, 1, 2)]
    [InlineData(5, 1, 1)]
    [InlineData(8, 1, 1)]
    [InlineData(9, 1, 1)]
    [InlineData(240, 1, 1)]
    [InlineData(16, 0, 0)]
    [InlineData(5, 4, 4)]
    public void CreatePacked_takes_the_most_cosets_that_stay_within_sixteen_words(int width, int logRowsPerLeaf, int expected)
    {
        var layout = LeafLayout.CreatePacked(22, width, logRowsPerLeaf);
        Assert.Equal(expected, layout.LogRowsPerLeaf);
        Assert.Equal(22 - expected, layout.LogLeafCount);
    }

    [Fact]
    public void CreatePacked_never_packs_beyond_one_leaf()
    {
        var layout = LeafLayout.CreatePacked(2, 1, 1);
        Assert.Equal(0, layout.LogLeafCount);
        Assert.Equal(4, layout.LeafWords);
    }

    [Fact]
    public void Packed_leaf_of_a_query_contains_the_queried_coset()
    {
        var layout = LeafLayout.CreatePacked(6, 2, 1);
        var (matrix, tree) = Sample(layout, 0);
        for (var query = 0; query < 1 << 5; query++)
        {
            // The coset of a query into the unpacked tree: rows query and query + 32.
            var leaf = tree.Open(matrix, layout.LeafOfQuery(query)).Leaf.ToArray();
            foreach (var row in new[] { query, query + 32 })
            {
                var place = row >> layout.LogLeafCount;
                Assert.Equal(matrix[row], leaf[2 * place]);
                Assert.Equal(matrix[64 + row], leaf[(2 * place) + 1]);
            }
        }
    }

    [Fact]
    public void Invalid_shapes_are_rejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LeafLayout.Create(3, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LeafLayout.Create(3, 1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => LeafLayout.Create(-1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LeafLayout.Create(31, 1, 0));
        var layout = LeafLayout.Create(3, 2, 0);
        Assert.Throws<ArgumentException>(() => CappedMerkleTree.Build(Hasher, new KoalaBear[15], layout, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CappedMerkleTree.Build(Hasher, new KoalaBear[16], layout, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CappedMerkleTree.Build(Hasher, new KoalaBear[16], layout, 0, 0));
        var tree = CappedMerkleTree.Build(Hasher, new KoalaBear[16], layout, 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Siblings(8));
        Assert.Throws<ArgumentException>(() => tree.Open(new KoalaBear[8], 0));
        Assert.Throws<ArgumentException>(() => new MerkleCap(new Digest[3]));
        Assert.Throws<ArgumentException>(() => new MerkleCap([]));
    }

    [Fact]
    public void FromDigests_is_the_tree_of_its_layers_and_refuses_other_lengths()
    {
        var layout = LeafLayout.Create(4, 2, 1);
        var (matrix, tree) = Sample(layout, 1);
        var leaves = Enumerable.Range(0, 8).Select(leaf => Hasher.Hash(DomainTag.Leaf, tree.Open(matrix, leaf).Leaf.Span)).ToArray();
        NodeCompression compression = new(Hasher);
        Digest[][] layers = [leaves, new Digest[4], new Digest[2]];
        compression.CompressPairs(layers[0], layers[1]);
        compression.CompressPairs(layers[1], layers[2]);

        var same = CappedMerkleTree.FromDigests(Hasher, layout, layers);
        Assert.Equal(tree.Cap.Nodes, same.Cap.Nodes);
        Assert.Equal(tree.Siblings(5), same.Siblings(5));
        Assert.Equal(tree.Open(matrix, 5).Leaf.ToArray(), same.Open(matrix, 5).Leaf.ToArray());

        Assert.Throws<ArgumentException>(() => CappedMerkleTree.FromDigests(Hasher, layout, []));
        Assert.Throws<ArgumentException>(() => CappedMerkleTree.FromDigests(Hasher, layout, [leaves, leaves]));
        Assert.Throws<ArgumentException>(() => CappedMerkleTree.FromDigests(Hasher, LeafLayout.Create(4, 2, 2), layers));
        Assert.Throws<ArgumentException>(() => CappedMerkleTree.FromDigests(Hasher, layout, [.. layers, new Digest[1], []]));
    }

    private static (KoalaBear[] Matrix, CappedMerkleTree Tree) Sample(LeafLayout layout, int logCapSize)
    {
        var matrix = FieldSamples.Words(layout.Width << layout.LogHeight, layout.Width);
        return (matrix, CappedMerkleTree.Build(Hasher, matrix, layout, logCapSize));
    }
}
