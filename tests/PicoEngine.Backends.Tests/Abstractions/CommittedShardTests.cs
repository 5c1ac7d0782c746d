// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Tests.Machines;
using Xunit;

namespace PicoEngine.Backends.Tests.Abstractions;

public sealed class CommittedShardTests
{
    [Fact]
    public void PlaceOf_is_where_the_first_block_of_a_column_lies()
    {
        var machine = RandomMachine.Create(1, 7, 3);
        int[] keyHeights = [9, 1, 5, 128, 64];
        var keyed = KeyedMachine.Create(machine, keyHeights, []);

        // Absent tables: the preprocessed group has them all the same.
        foreach (var heights in (int[][])[[9, 0, 5, 128, 64], [0, 1, 0, 128, 0]])
        {
            CommittedShard shard = new(
                InsecureOpeningParameters.Create(7, 1, 0, machine.Limits.StackedWidths, [1], [1], [1]), keyed, RandomMachine.Witness(machine, 1, heights), []);
            foreach (var group in Enum.GetValues<ColumnGroup>())
            {
                var origin = BlockLayout.GroupStart(machine.Limits, group);
                foreach (var block in BlockLayout.Blocks(keyed, group, heights).Where(block => block.Number == 0))
                {
                    Assert.Equal(new ColumnPlace(group, block.Start - origin, heights[block.Table]), shard.PlaceOf(block.Table, block.Column));
                }
            }
        }
    }

    [Fact]
    public void Constructor_refuses_a_witness_without_all_tables()
    {
        var machine = RandomMachine.Create(1, 7, 3);
        var witness = RandomMachine.Witness(machine, 1, 1, 1, 1, 1, 1);
        var shard = CommittedShards.OnHost(machine, witness, 0);
        Assert.Throws<ArgumentException>(() => new CommittedShard(shard.Parameters, shard.KeyedMachine, witness with { Traces = witness.Traces[..3] }, []));
    }
}
