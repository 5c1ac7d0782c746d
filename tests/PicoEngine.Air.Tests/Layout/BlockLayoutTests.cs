// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Air.Tests.Layout;

public sealed class BlockLayoutTests
{
    private static readonly KeyedMachine Machine = ToyMachine.Key();

    [Fact]
    public void ColumnIds_reproduce_reference()
    {
        var pinned = ReferenceVectors.Layout.GetProperty("column_ids").EnumerateArray().Select(ReferenceVectors.Integers);
        Assert.Equal(pinned, BlockLayout.ColumnIds(Machine.Machine).Select(ids => ids.ToArray()));
    }

    [Fact]
    public void LeafGroups_reproduce_reference()
    {
        var pinned = ReferenceVectors.Layout.GetProperty("leaf_groups").EnumerateArray().Select(ReferenceVectors.Integers).ToArray();
        Assert.Equal(pinned, Machine.Machine.LeafGroups.Select(group => new[] { group.Table, group.Interactions.Length }));
        Assert.Equal(pinned.Length > 8 ? 4 : 3, Machine.Machine.LogLeafGroups);
        Assert.All(Machine.Machine.LeafGroups, group =>
            Assert.Single(group.Interactions.Select(i => Machine.Machine.Tables[group.Table].Interactions[i].Bus.Scope).Distinct()));
    }

    [Fact]
    public void Blocks_reproduce_reference()
    {
        foreach (var pinned in ReferenceVectors.Layout.GetProperty("cases").EnumerateArray())
        {
            var heights = ReferenceVectors.Integers(pinned.GetProperty("heights"));
            Assert.Equal(HeightFault.None, HeightCheck.Find(Machine, heights));
            Assert.Equal(pinned.GetProperty("fractions").GetInt64(), HeightCheck.FractionCount(Machine.Machine, heights));
            Assert.Equal(pinned.GetProperty("global_fractions").GetInt64(), HeightCheck.GlobalFractionCount(Machine.Machine, heights));
            var groups = Enum.GetValues<ColumnGroup>();
            Assert.Equal(
                ReferenceVectors.Integers(pinned.GetProperty("cells")), groups.Select(group => (int)BlockLayout.CellCount(Machine, group, heights)));
            CommittedBlock[] blocks = [.. groups.SelectMany(group => BlockLayout.Blocks(Machine, group, heights))];
            Assert.Equal(pinned.GetProperty("block_starts_sha256_le32").GetString(), ReferenceVectors.Sha256(blocks.Select(block => (uint)block.Start)));
            Assert.All(blocks, block => Assert.Equal(0, block.Start % (1L << Machine.Machine.Tables[block.Table].LogBlockHeight)));
        }
    }

    [Fact]
    public void Stack_reproduces_reference()
    {
        var shards = ToyExecution.Run([5, 5]);
        foreach (var (pinned, shard) in ReferenceVectors.Layout.GetProperty("cases").EnumerateArray().Zip(shards))
        {
            Assert.Equal(
                pinned.GetProperty("stacked_sha256_le32").EnumerateArray().Select(digest => digest.GetString()),
                Enum.GetValues<ColumnGroup>().Select(group => ReferenceVectors.Sha256(TraceStacker.Stack(Machine, group, shard.Traces))));
        }
    }

    [Fact]
    public void Stack_overwrites_every_cell()
    {
        var traces = ToyExecution.Run([5])[0].Traces;
        foreach (var group in Enum.GetValues<ColumnGroup>())
        {
            var expected = TraceStacker.Stack(Machine, group, traces);
            var dirty = new KoalaBear[expected.Length];
            Array.Fill(dirty, KoalaBear.One);
            TraceStacker.Stack(Machine, group, traces, dirty);
            Assert.Equal(expected, dirty);
            Assert.Throws<ArgumentException>(() => TraceStacker.Stack(Machine, group, traces, dirty.AsSpan(1)));
        }
    }

    [Fact]
    public void Stack_refuses_traces_of_another_shape()
    {
        var traces = ToyExecution.Run([5])[0].Traces;
        Assert.Throws<ArgumentException>(() => TraceStacker.Stack(Machine, ColumnGroup.Main, traces[1..]));
        Assert.Throws<ArgumentException>(() => TraceStacker.Stack(Machine, ColumnGroup.Main, [new TraceMatrix(15, 15), .. traces[1..]]));
        Assert.Throws<ArgumentException>(() => TraceStacker.Stack(Machine, ColumnGroup.Main, [new TraceMatrix(14, 16), .. traces[1..]]));
        Assert.Throws<ArgumentException>(() => TraceStacker.Stack(Machine, ColumnGroup.Main, [new TraceMatrix(15, 17 * 16), .. traces[1..]]));
    }
}
