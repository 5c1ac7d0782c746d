// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Commitments;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Verifier.Stark.Whir;
using Xunit;

namespace PicoEngine.Backends.Tests.Cpu.Commitments;

public sealed class CpuCommittedGroupTests
{
    [Theory]
    [InlineData(CodewordStorage.Keep, 1)]
    [InlineData(CodewordStorage.Recompute, 1)]
    [InlineData(CodewordStorage.Keep, 0.6)]
    [InlineData(CodewordStorage.Recompute, 0.3)]
    [InlineData(CodewordStorage.Keep, 0)]
    public void Open_gives_the_rows_of_the_coset_under_the_cap(CodewordStorage storage, double used)
    {
        // The first group is packed: four cosets of a pair of rows in a leaf.
        var parameters = InsecureOpeningParameters.Create(7, 4, 2, [2, 5, 40], [1], [1], [3]);
        using var pool = new ElementBufferPool();
        for (var group = 0; group < 3; group++)
        {
            var layout = WhirShape.GroupLayout(parameters, group);
            var columns = pool.Rent((long)layout.Width << 7);
            var random = new Random(50 + group);
            columns.Span.Clear();
            for (var i = 0; i < (int)(used * columns.Length); i++)
            {
                columns.Span[i] = KoalaBear.FromCanonical((uint)random.NextInt64(KoalaBear.Modulus));
            }

            using var commitment = CpuCommittedGroup.Commit(parameters, group, columns, storage, pool, 2);
            int[] positions = [0, 1, 77, 127, 64, 77];
            var openings = commitment.Open(positions, 2);
            for (var i = 0; i < positions.Length; i++)
            {
                var leaf = layout.LeafOfQuery(positions[i]);
                Assert.True(new MerkleVerifier(Sponge.Poseidon2Width24).Verify(
                    new MerkleCap(commitment.Cap), layout, leaf, new MerkleOpening(openings[i].Leaf, openings[i].Siblings)));
                for (var row = 0; row < 1 << layout.LogRowsPerLeaf; row++)
                {
                    var x = KoalaBear.TwoAdicGenerator(8).Pow((ulong)(leaf + (row << layout.LogLeafCount)));
                    for (var column = 0; column < layout.Width; column++)
                    {
                        Assert.Equal(Evaluate(columns.Span.Slice(column << 7, 1 << 7), x), openings[i].Leaf[(row * layout.Width) + column]);
                    }
                }
            }
        }

        static KoalaBear Evaluate(ReadOnlySpan<KoalaBear> coefficients, KoalaBear x)
        {
            var value = KoalaBear.Zero;
            for (var i = coefficients.Length - 1; i >= 0; i--)
            {
                value = (value * x) + coefficients[i];
            }

            return value;
        }
    }

    [Fact]
    public void Commit_refuses_columns_of_another_size_and_groups_that_are_not_there()
    {
        var parameters = InsecureOpeningParameters.Create(5, 4, 2, [2, 5, 40], [1], [1], [3]);
        using var pool = new ElementBufferPool();
        using var columns = pool.Rent(3 << 5);
        Assert.Throws<ArgumentException>(() => CpuCommittedGroup.Commit(parameters, 0, columns, CodewordStorage.Keep, pool));
        Assert.Throws<ArgumentOutOfRangeException>(() => CpuCommittedGroup.Commit(parameters, 3, columns, CodewordStorage.Keep, pool));
        Assert.Throws<ArgumentOutOfRangeException>(() => CpuCommittedGroup.Commit(parameters, -1, columns, CodewordStorage.Keep, pool));
    }
}
