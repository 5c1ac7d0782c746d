// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Proving.Estimates;
using Xunit;

namespace PicoEngine.Proving.Tests.Estimates;

public sealed class CalibrationTests
{
    [Fact]
    public void Measure_gives_rates_that_grow_with_threads()
    {
        Calibration one = Calibration.Measure(1);
        Calibration eight = Calibration.Measure(8);
        Assert.InRange(one.PermutationsPerSecond, 1e3, 1e9);
        Assert.InRange(one.ProductsPerSecond, 1e5, 1e12);
        Assert.True(eight.PermutationsPerSecond > 1.5 * one.PermutationsPerSecond);
    }

    [Theory]
    [InlineData(10, 30, 1, 512 * (4 + 1))]
    [InlineData(10, 8, 1, 512 * (2 + 1))]
    [InlineData(4, 1, 4, 1 * (2 + 1))]
    public void Permutations_counts_blocks_of_leaves_and_nodes(int logHeight, int width, int logRowsPerLeaf, double expected) =>
        Assert.Equal(expected, Calibration.Permutations(LeafLayout.Create(logHeight, width, logRowsPerLeaf)));
}
