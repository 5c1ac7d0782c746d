// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Memory;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Chips.Traces;
using PicoEngine.RiscV.Events;
using Xunit;

namespace PicoEngine.Chips.Tests.Traces;

public sealed class RunPlanTests
{
    private const int Block = 1 << 10;
    private const long SegmentCells = 1024;
    private const long ImageCells = 3 * 8192;

    private static readonly ImageLayout Layout = MakeLayout();

    private static readonly FinalCellRecord[] Registers =
        [.. Enumerable.Range(0, RegisterNumbers.Count).Select(i => new FinalCellRecord((uint)i, (uint)(1000 + i), 3))];

    public static TheoryData<int, int[]> Rooms => new()
    {
        { 0, [3] },
        { 1, [3] },
        { 3 * Block, [1, 1, 1] },
        { (3 * Block) + 1, [1, 0, 2, 5, 0] },
        { 5 * Block, [0, 0, 0] }, // all of it in shards that execute nothing
        { 20_000, [1] },
    };

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Divide_gives_every_cell_to_one_shard(int words, int[] blocks)
    {
        // Around all segments, and on image words as well.
        FinalCellRecord[] finals = [.. Enumerable.Range(0, words).Select(i => new FinalCellRecord(0x20 + (4 * (uint)i * 97), (uint)i, (ushort)(1 + (i % 3))))];
        var rooms = blocks.Select(count => Room(count)).ToArray();
        var slices = RunPlan.Divide(Layout, Registers, finals, rooms, Room(2));

        Assert.True(slices.Length >= blocks.Length);
        Assert.Equal(0u, slices[0].KeyIn);
        Assert.Equal(slices.Skip(1).Select(slice => slice.KeyIn), slices.SkipLast(1).Select(slice => slice.KeyOut));
        var image = Assert.Single(slices, slice => !slice.Image.IsEmpty).Image.ToArray();
        Assert.All(slices.Zip(rooms), pair => Assert.True(Cells(pair.First) <= pair.Second.BoundaryCells));

        // The chain visits segments and words in strictly ascending order, all of them.
        List<uint> keys = [];
        foreach (var slice in slices)
        {
            var entries = Enumerable.Range(0, slice.Words.Length)
                .Select(i => (Before: slice.KeyBefore(i), Low: CellKeys.OfAddress(slice.Words.Span[i].Address), High: CellKeys.OfAddress(slice.Words.Span[i].Address)))
                .Concat(Enumerable.Range(slice.FirstSegment, slice.SegmentCount)
                    .Select(i => (Before: slice.KeyBeforeSegment(i), Layout.Segments[i].Low, Layout.Segments[i].High)))
                .OrderBy(entry => entry.Low).ToArray();
            var key = slice.KeyIn;
            foreach (var (before, low, high) in entries)
            {
                Assert.Equal(key, before);
                Assert.True(low > before);
                keys.Add(key = high);
            }

            Assert.Equal(key, slice.KeyOut);
        }

        var imageAddresses = Layout.Cells.ToArray().Where(cell => !cell.IsRegister).Select(cell => cell.Address).ToHashSet();
        var outside = finals.Where(word => !imageAddresses.Contains(word.Address)).ToArray();
        Assert.Equal(outside, slices.SelectMany(slice => slice.Words.ToArray()));
        Assert.Equal(outside.Select(word => CellKeys.OfAddress(word.Address)).Concat(Layout.Segments.Select(segment => segment.High)).Order(), keys);

        // The image ends as touched, or as it began.
        var touched = finals.ToDictionary(word => word.Address);
        Assert.Equal(Registers, image[..RegisterNumbers.Count]);
        Assert.Equal(
            Layout.Cells.ToArray()[RegisterNumbers.Count..].Select(cell => touched.GetValueOrDefault(cell.Address, new FinalCellRecord(cell.Address, cell.Value, 0))),
            image[RegisterNumbers.Count..]);
    }

    [Fact]
    public void Divide_of_words_in_another_order_is_refused()
    {
        FinalCellRecord[] words = [new(0x1000, 0, 1), new(0xffc, 0, 1)];
        Assert.Throws<ArgumentException>(() => RunPlan.Divide(Layout, Registers, words, [Room(1)], Room(1)));
        Assert.Throws<ArgumentException>(() => RunPlan.Divide(Layout, Registers, [words[0], words[0]], [Room(1)], Room(1)));
    }

    [Fact]
    public void Divide_without_room_anywhere_is_refused() =>
        Assert.Throws<ArgumentException>(() => RunPlan.Divide(Layout, Registers, [new(0x1000, 0, 1)], [default], default));

    // Room for so many blocks of words; the image fits where there are blocks at all, at their expense.
    private static ShardRoom Room(int blocks) =>
        new(blocks == 0 ? 0 : SegmentCells + ImageCells + (6L * Block * blocks), 1 << 20, 10);

    private static long Cells(ChainSlice slice) =>
        ((slice.Words.Length + Block - 1) / Block * Block * 6L) + (slice.Image.IsEmpty ? 0 : ImageCells) + (slice.SegmentCount == 0 ? 0 : SegmentCells);

    private static ImageLayout MakeLayout()
    {
        using var program = SystemPrograms.Mixed(1);
        return ImageLayout.Of(program.Image);
    }
}
