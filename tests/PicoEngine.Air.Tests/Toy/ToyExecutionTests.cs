// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Oracle;
using Xunit;

namespace PicoEngine.Air.Tests.Toy;

public sealed class ToyExecutionTests
{
    [Fact]
    public void Run_reproduces_the_witness_of_the_reference()
    {
        var steps = ReferenceVectors.Integers(ReferenceVectors.Toy.GetProperty("steps_per_shard"));
        var pinned = ReferenceVectors.Toy.GetProperty("witness").EnumerateArray().ToArray();
        var shards = ToyExecution.Run(steps);
        var machine = ToyMachine.Compile();
        Assert.Equal(pinned.Length, shards.Length);
        foreach (var (expected, shard) in pinned.Zip(shards))
        {
            Assert.Equal(ReferenceVectors.Words(expected.GetProperty("public_values")), shard.PublicValues);
            Assert.Equal(ReferenceVectors.Integers(expected.GetProperty("heights")), shard.Heights(machine));
            Assert.Equal(
                expected.GetProperty("traces").EnumerateArray().SelectMany(table => table.EnumerateArray()).SelectMany(ReferenceVectors.Words),
                shard.Traces.SelectMany(ReferenceVectors.Cells));
        }
    }

    [Fact]
    public void Run_reproduces_a_longer_execution_with_image_and_chain_elsewhere()
    {
        var pinned = ReferenceVectors.Toy.GetProperty("execution_of_18_steps");
        var shards = ToyExecution.Run(
            ReferenceVectors.Integers(pinned.GetProperty("steps_per_shard")),
            pinned.GetProperty("image_shard").GetInt32(),
            pinned.GetProperty("chain_shard").GetInt32());
        var machine = ToyMachine.Compile();
        Assert.Equal(
            pinned.GetProperty("sha256_le32_of_public_values_heights_traces").EnumerateArray().Select(digest => digest.GetString()),
            shards.Select(shard => ReferenceVectors.Sha256(
                shard.PublicValues.Select(word => word.ToCanonical())
                    .Concat(shard.Heights(machine).Select(height => (uint)height))
                    .Concat(shard.Traces.SelectMany(ReferenceVectors.Cells).Select(word => word.ToCanonical())))));
    }

    [Theory]
    [InlineData(new[] { 3 }, null, null)]
    [InlineData(new[] { 5, 5 }, null, null)]
    [InlineData(new[] { 5, 5 }, 1, 1)]
    [InlineData(new[] { 7, 1, 10 }, 2, 3)]
    [InlineData(new[] { 4, 0, 6 }, 2, null)]
    [InlineData(new[] { 40 }, null, null)]
    public void Oracle_accepts_right_executions(int[] steps, int? imageShard, int? chainShard)
    {
        var machine = ToyMachine.Key();
        Assert.Empty(ExactOracle.Findings(machine, ToyExecution.Run(steps, imageShard, chainShard), ToyRunRule.For(machine)));
    }
}
