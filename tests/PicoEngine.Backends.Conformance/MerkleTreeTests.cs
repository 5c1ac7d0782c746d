// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using Xunit;

namespace PicoEngine.Backends.Conformance;

public abstract class MerkleTreeTests<TFixture>
    where TFixture : IPrimitiveFixture
{
    // Heights, widths around the rate of 15 words, rows per leaf, caps at and above the leaves.
    [Theory]
    [InlineData(4, 1, 0, 2)]
    [InlineData(5, 15, 0, 0)]
    [InlineData(6, 16, 1, 3)]
    [InlineData(6, 7, 2, 9)]
    [InlineData(9, 40, 1, 2)]
    [InlineData(13, 3, 4, 8)]
    [InlineData(12, 100, 1, 8)]
    public void Build_and_Open_equal_the_reference(int logHeight, int width, int logRowsPerLeaf, int logCapSize)
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.CreatePrimitive();
        var layout = LeafLayout.Create(logHeight, width, logRowsPerLeaf);
        var matrix = Samples.Words((long)width << logHeight, 5);
        var reference = CappedMerkleTree.Build(Sponge.Poseidon2Width24, matrix, layout, logCapSize);
        using var tree = backend.MerkleTree.Build(matrix, layout, logCapSize);
        Assert.Equal(reference.Cap.Nodes.ToArray(), tree.Cap.Nodes.ToArray());

        var last = (1 << layout.LogLeafCount) - 1;
        int[] leaves = [0, last, last / 2, 0];
        var openings = tree.Open(leaves);
        for (var i = 0; i < leaves.Length; i++)
        {
            var expected = reference.Open(matrix, leaves[i]);
            Assert.Equal(expected.Leaf.ToArray(), openings[i].Leaf.ToArray());
            Assert.Equal(expected.Siblings.ToArray(), openings[i].Siblings.ToArray());
            Assert.True(new MerkleVerifier(Sponge.Poseidon2Width24).Verify(tree.Cap, layout, leaves[i], openings[i]));
        }

        Assert.ThrowsAny<ArgumentException>(() => tree.Open([last + 1]));
        Assert.ThrowsAny<ArgumentException>(() => backend.MerkleTree.Build(matrix.AsSpan(1), layout, logCapSize));
    }
}
