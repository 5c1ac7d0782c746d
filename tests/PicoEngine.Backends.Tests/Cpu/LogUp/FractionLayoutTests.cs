// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Backends.Tests.Cpu.LogUp;

public sealed class FractionLayoutTests
{
    [Fact]
    public void Constructor_no_group_throws() => Assert.Throws<ArgumentException>(() => new FractionLayout(5, []));

    [Fact]
    public void Constructor_one_leaf_throws() => Assert.Throws<ArgumentException>(() => new FractionLayout(0, [1]));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(27, 0)]
    [InlineData(3, 9)]
    [InlineData(3, -1)]
    public void Constructor_number_out_of_range_throws(int logRows, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FractionLayout(logRows, [height]));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    public void LogGroups_number_of_groups_is_rounded_up(int groups, int logGroups) =>
        Assert.Equal(4 + logGroups, new FractionLayout(4, new int[groups]).LayerCount);

    // The virtual part costs nothing: two groups of 2^22 rows with one real block each.
    [Fact]
    public void Arrangements_two_blocks_out_of_many_hold_twice_the_real_leaves_at_most()
    {
        var layout = new FractionLayout(22, [1024, 0, 0, 1024]);
        Assert.Equal(2048, layout.RealLeaves);
        Assert.Equal(2048, layout.Arrangements[24].Length);

        // 22 - 10 layers in which a group has come down to its padding of 128, and a dense layer of 4 x 64 entries and those above.
        Assert.True(layout.Arrangements.Sum(arrangement => arrangement.Length) < (2 * 2048) + (24 * 256));
    }

    [Fact]
    public void Tile_words_are_the_fractions_of_its_rows()
    {
        using var leaves = FractionCase.Leaves(8, [256, 130], 40);
        var tile = leaves.Tile(1, 96);
        Assert.Equal(FractionLeaves.TileWords, tile.Length);
        for (var i = 0; i < FractionLeaves.TileRows; i++)
        {
            var words = new KoalaBear[10];
            for (var column = 0; column < 10; column++)
            {
                words[column] = tile[(column * FractionLeaves.TileRows) + i];
            }

            Assert.Equal(leaves[1, 96 + i].Numerator, new KoalaBearExtension5(words.AsSpan(0, 5)));
            Assert.Equal(leaves[1, 96 + i].Denominator, new KoalaBearExtension5(words.AsSpan(5)));
        }
    }

    [Fact]
    public void Tile_wrong_place_throws()
    {
        using var leaves = FractionCase.Leaves(8, [256, 130, 0], 41);
        Assert.Throws<ArgumentOutOfRangeException>(() => leaves.Tile(1, 33).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => leaves.Tile(1, 160).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => leaves.Tile(2, 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => leaves.Tile(3, 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => leaves[1, 130] = default);
        Assert.Equal(new(KoalaBearExtension5.Zero, KoalaBearExtension5.One), leaves[1, 130]);
    }

    [Fact]
    public void Tile_rows_in_shared_tiles_throws()
    {
        using var leaves = FractionCase.Leaves(6, [64, 64], 42);
        Assert.Throws<InvalidOperationException>(() => leaves.Tile(0, 0).Length);
    }
}
