// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Memory;
using PicoEngine.Fields;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Events;
using PicoEngine.Verifier.Run;
using Xunit;

namespace PicoEngine.Chips.Tests.Runs;

/// <summary>
/// Runs that are wrong about a cell although every shard looks right to a looser machine (soundness document, part 4). For each: the rules that stop it,
/// and no other does, so that the rule under test is the one that is needed.
/// </summary>
public sealed class CellAttackTests
{
    private const long P = KoalaBear.Modulus;

    // Passed through by the second shard without an access.
    private const int UntouchedRegister = 20;

    [Fact]
    public void Recount_of_an_honest_run_changes_nothing()
    {
        RunEdit edit = new(AttackedRuns.Mixed);
        Assert.Empty(edit.Findings());
        foreach (var (honest, recounted) in AttackedRuns.Mixed.Shards.Zip(edit.Shards))
        {
            foreach (var (left, right) in honest.Traces.Zip(recounted.Traces))
            {
                for (var column = 0; column < left.Width; column++)
                {
                    Assert.True(left.Column(column).SequenceEqual(right.Column(column)));
                }
            }
        }
    }

    [Fact]
    public void Stale_value_is_found_on_the_global_bus()
    {
        RunEdit edit = new(AttackedRuns.Mixed);
        edit.Put(1, "boundary", UntouchedRegister, ("v_in", 9), ("v_out", 9)).Put(0, "image", UntouchedRegister, ("v_final", 9));
        AssertFound(edit, "GlobalBus cells");
    }

    [Fact]
    public void Register_and_word_of_one_number_that_exchange_values_are_found_on_the_global_bus()
    {
        // Register cell 32 and the word at byte 32. The second shard, which executes nothing, passes both through, which alone is no attack.
        const int Number = RegisterNumbers.HintCursor;
        RunEdit edit = new(AttackedRuns.Idle);
        var word = edit.Row(0, "image", ("space", CellKeys.MemorySpace), ("address", Number));
        var value = edit.Cell(0, "image", "v_init[0]", word) + (edit.Cell(0, "image", "v_init[1]", word) << 16);
        Assert.NotEqual(0, value);
        var row = edit.FreeRow(1, "boundary");
        edit.Put(1, "boundary", row, ("real", 1), ("space", 1), ("address", Number), ("v_in", value), ("v_out", value), ("k_in", 1));
        edit.Put(1, "boundary", row + 1, ("real", 1), ("space", 0), ("address", Number), ("k_in", 1));
        edit.Put(0, "image", word, ("k_final", 2)).Put(0, "image", Number, ("k_final", 2));
        Assert.Empty(edit.Findings());

        edit.Put(1, "boundary", row, ("v_in", 0), ("v_out", 0)).Put(1, "boundary", row + 1, ("v_in", value), ("v_out", value));
        edit.Put(0, "image", word, ("v_final", 0)).Put(0, "image", Number, ("v_final", value));
        AssertFound(edit, "GlobalBus cells");
    }

    [Fact]
    public void Cell_taken_from_an_older_shard_is_found_on_the_global_bus() =>
        AssertFound(new RunEdit(AttackedRuns.Mixed).Put(1, "boundary", UntouchedRegister, ("k_in", 0)), "GlobalBus cells");

    [Fact]
    public void Cell_taken_from_the_future_is_found_by_the_range_check() =>
        AssertFound(new RunEdit(AttackedRuns.Mixed).Put(0, "boundary", UntouchedRegister, ("k_in", 2)), "GlobalBus cells", "LocalBus range16");

    [Theory]
    [InlineData("image")]
    [InlineData("memory")]
    public void Another_final_value_is_found_on_the_global_bus(string table)
    {
        RunEdit edit = new(AttackedRuns.Mixed);
        AssertFound(edit.Put(0, table, 3, ("v_final[0]", edit.Cell(0, table, "v_final[0]", 3) ^ 1)), "GlobalBus cells");
    }

    [Fact]
    public void Cell_twice_in_one_shard_is_found_on_the_global_bus()
    {
        RunEdit edit = new(AttackedRuns.Mixed);
        for (var copy = 0; copy < 2; copy++)
        {
            edit.Put(0, "boundary", edit.FreeRow(0, "boundary"), ("real", 1), ("space", 1), ("address", 0x500_0000), ("v_in", 77), ("v_out", 77));
        }

        AssertFound(edit, "GlobalBus cells");
    }

    [Theory]
    [InlineData(0x40_0000)] // an image word, inside a segment
    [InlineData(0x20)] // an image word, behind the reserved ones
    [InlineData(0x1c)] // a reserved word, which has no cell at all
    [InlineData(SystemPrograms.Buffer)] // a word that is in the chain already
    [InlineData(-116)] // the key of register 5
    public void Second_initialisation_of_a_cell_is_found_by_the_address_chain(long address)
    {
        RunEdit edit = new(AttackedRuns.Mixed);
        var gap = (address / 4) + CellKeys.FirstWord - edit[0, RunPublicValues.KeyOut] - 1;
        edit.AppendWord(0, 0, 0);
        var row = edit.FreeRow(0, "memory") - 1;
        edit.Put(0, "memory", row, ("word[0]", address / 4 & 0xffff), ("word[1]", address / 4 >> 16), ("gap[0]", gap), ("gap[1]", 0));
        foreach (var shard in (int[])[0, 1])
        {
            edit[shard, RunPublicValues.KeyOut] = (address / 4) + CellKeys.FirstWord;
        }

        edit[1, RunPublicValues.KeyIn] = edit[1, RunPublicValues.KeyOut];
        Assert.Contains("LocalBus range16", edit.Findings());
        Assert.DoesNotContain("LocalBus chain", edit.Findings());
        Assert.DoesNotContain("GlobalBus cells", edit.Findings());
    }

    [Fact]
    public void Second_address_chain_is_found_by_the_run()
    {
        RunEdit edit = new(AttackedRuns.Mixed);
        edit[1, RunPublicValues.KeyIn] = 0;
        edit.AppendWord(1, SystemPrograms.Buffer / 4, (SystemPrograms.Buffer / 4) + CellKeys.FirstWord - 1);
        AssertFound(edit, $"Run {RunRejectionReason.ChainContinuity}");
    }

    [Theory]
    [InlineData(MemoryMap.WordCount, false)] // behind the last word
    [InlineData(1L << 29, true)] // no number of 29 bits
    public void Chain_beyond_the_last_word_is_found(long word, bool outOfRange)
    {
        RunEdit edit = new(AttackedRuns.Mixed);
        edit.AppendWord(0, word, word + CellKeys.FirstWord - edit[0, RunPublicValues.KeyOut] - 1);
        AssertFound(edit, [.. outOfRange ? ["LocalBus range14"] : Array.Empty<string>(), $"Run {RunRejectionReason.ChainRange}"]);
    }

    [Fact]
    public void Address_chain_around_the_modulus_is_found_by_the_range_of_words()
    {
        // Two rows that hand the chain to each other, no gap above 2^30: only that a word has 29 bits, and not 30, stands in the way.
        RunEdit edit = new(AttackedRuns.Mixed);
        var distance = P - (1L << 30);
        long word = SystemPrograms.Buffer / 4;
        Assert.True((word + distance) >> 16 < 1 << 14);
        edit.Put(0, "memory", edit.FreeRow(0, "memory"), ("real", 1), ("word", word), ("gap", P - distance - 1));
        edit.Put(0, "memory", edit.FreeRow(0, "memory"), ("real", 1), ("word", word + distance), ("gap", distance - 1));
        AssertFound(edit, "LocalBus range14");
    }

    [Fact]
    public void Refreshes_around_the_modulus_are_found_by_the_range_of_epochs()
    {
        // The same with time: register 7 would read as 99 without ever being written.
        RunEdit edit = new(AttackedRuns.Mixed);
        const long Epoch = 16129;
        const long Time = Epoch << 16;
        edit.Put(0, "register_refresh", edit.FreeRow(0, "register_refresh"), ("real", 1), ("register", 7), ("v", 99), ("epoch", Epoch), ("gap", Time - 1));
        edit.Put(0, "register_refresh", edit.FreeRow(0, "register_refresh"), ("real", 1), ("register", 7), ("v", 99), ("epoch", 0), ("gap", P - Time - 1));
        AssertFound(edit, "LocalBus range14");
    }

    [Fact]
    public void Image_in_two_shards_is_found_by_the_run()
    {
        RunEdit edit = new(AttackedRuns.Mixed);
        var image = edit[0, "image"].Clone();
        for (var limb = 0; limb < 2; limb++)
        {
            image.Column(3 + limb).CopyTo(image.Column(5 + limb));
        }

        image.Column(7).Clear();
        edit[1, "image"] = image;
        AssertFound(edit, $"Run {RunRejectionReason.ImageCount}");
    }

    [Fact]
    public void Image_in_no_shard_is_found_by_the_run_and_the_global_bus()
    {
        RunEdit edit = new(AttackedRuns.Mixed);
        edit.Resize(0, "image", 0);
        AssertFound(edit, "GlobalBus cells", $"Run {RunRejectionReason.ImageCount}");
    }

    [Theory]
    [InlineData(0, "LocalBus segments")]
    [InlineData(1, $"Run {nameof(RunRejectionReason.SegmentCount)}")]
    public void Segment_that_is_off_is_found_by_its_tokens(int declared, string finding)
    {
        // The last segment; the word behind it takes the chain up where the segment did.
        RunEdit edit = new(AttackedRuns.Mixed);
        var row = AttackedRuns.Mixed.Encoding.Layout.Segments.Length - 1;
        var segment = AttackedRuns.Mixed.Encoding.Layout.Segments[row];
        var before = segment.Low - 1 - edit.Cell(0, "segment", "gap[0]", row) - (edit.Cell(0, "segment", "gap[1]", row) << 16);
        var after = Enumerable.Range(0, edit[0, "memory"].Height).First(i => Key(i) > segment.High);
        edit.Put(0, "memory", after, ("gap", Key(after) - before - 1)).Put(0, "segment", row, ("on", 0), ("gap", 0));
        edit[0, RunPublicValues.SegmentsOn] -= declared;
        AssertFound(edit, finding);

        long Key(int i) => edit.Cell(0, "memory", "word[0]", i) + (edit.Cell(0, "memory", "word[1]", i) << 16) + CellKeys.FirstWord;
    }

    [Fact]
    public void More_cells_than_the_boundary_columns_hold_are_found()
    {
        RunEdit edit = new(AttackedRuns.Mixed);
        edit.Resize(0, "boundary", (1 << 21) / 8);
        AssertFound(edit, $"Heights {HeightFault.Capacity}");
    }

    private static void AssertFound(RunEdit edit, params string[] expected) => Assert.Equal(expected.Order(), edit.Findings());
}
