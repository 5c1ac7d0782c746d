// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Oracle;
using PicoEngine.Air.Tests.Toy;
using Xunit;

namespace PicoEngine.Air.Tests.Oracle;

/// <summary>
/// Executions that are wrong although every shard looks right to a looser protocol (soundness document, part 4). For each: the rules that stop it, and no
/// other does, so that the rule under test is the one that is needed.
/// </summary>
public sealed class ToyAttackTests
{
    private static readonly int[] Steps = [5, 5];

    private static ToyProgram Program => ToyProgram.Default;

    [Fact]
    public void Stale_value_is_found_on_the_global_bus() =>
        AssertFound(ToyExecution.Run(Steps, between: (shard, cells, _) => cells[(1, 4)] = shard == 1 ? 9 : cells[(1, 4)]), "GlobalBus cells");

    [Fact]
    public void Register_and_word_that_exchange_values_are_found_on_the_global_bus() =>
        AssertFound(
            ToyExecution.Run(Steps, between: (shard, cells, leftBy) =>
            {
                if (shard == 1)
                {
                    (cells[(0, 3)], cells[(1, 3)]) = (cells[(1, 3)], cells[(0, 3)]);
                    (leftBy[(0, 3)], leftBy[(1, 3)]) = (leftBy[(1, 3)], leftBy[(0, 3)]);
                }
            }),
            "GlobalBus cells");

    [Fact]
    public void Cell_taken_from_an_older_shard_is_found_on_the_global_bus()
    {
        var edit = Edit();
        edit.Put(1, "boundary", edit.Row(1, "boundary", "k_in", 1), ("k_in", 0));
        edit.Lookup(1, 0, -1);
        edit.Lookup(1, 1);
        AssertFound(edit, "GlobalBus cells");
    }

    [Fact]
    public void Cell_taken_from_the_future_is_found_by_the_range_check()
    {
        var edit = Edit();
        edit.Put(0, "boundary", 0, ("k_in", 2));
        edit.Lookup(0, 0, -1);
        AssertFound(edit, "LocalBus range", "GlobalBus cells");
    }

    [Fact]
    public void Another_final_value_is_found_on_the_global_bus()
    {
        var edit = Edit();
        edit.Put(1, "image", 4, ("v_final", edit.Cell(1, "image", "v_final", 4) + 1));
        AssertFound(edit, "GlobalBus cells");
    }

    [Fact]
    public void Cell_twice_in_one_shard_is_found_on_the_global_bus()
    {
        var edit = Edit();
        for (var copy = 0; copy < 2; copy++)
        {
            edit.Put(0, "boundary", edit.FreeRow(0, "boundary"),
                ("real", 1), ("space", 1), ("addr", 9), ("v_in", 77), ("k_in", 0), ("v_out", 77), ("t_out", 0));
        }

        edit.Lookup(0, 0, 2);
        AssertFound(edit, "GlobalBus cells");
    }

    [Theory]
    [InlineData(5, 11)] // word 5 has key 10, inside the segment 8..11
    [InlineData(8, 11)] // key 13 is the low end of the next segment: 13 to 14 leaves no gap
    [InlineData(-3, 4)] // key 2 is register 1
    [InlineData(20, 25)] // word 20 has key 25 and is in the chain already
    public void Second_initialisation_of_a_cell_is_found_by_the_address_chain(int word, int after)
    {
        var edit = Edit(chainShard: 1);
        edit.InsertKey(0, word, after);
        AssertFound(edit, "LocalBus range");
    }

    [Fact]
    public void Second_initialisation_in_another_shard_is_found_by_the_address_chain()
    {
        var edit = Edit(chainShard: 1);
        edit.Replace(1, "memory", new TraceMatrix(5, 16));
        edit.InsertKey(1, 20, edit[1, ToyPublicValues.KeyIn]);
        AssertFound(edit, "LocalBus range");
    }

    [Fact]
    public void Second_address_chain_is_found_by_the_run()
    {
        var edit = Edit(chainShard: 1);
        edit.Replace(1, "memory", new TraceMatrix(5, 16));
        edit[1, ToyPublicValues.KeyIn] = edit[1, ToyPublicValues.KeyOut] = 0;
        edit.InsertKey(1, 20, 0);
        AssertFound(edit, $"Run {ToyRunRule.ChainContinuity}");
    }

    [Fact]
    public void Chain_beyond_the_last_word_is_found_by_the_range_check_and_the_run()
    {
        var edit = Edit(chainShard: 1);
        edit.InsertKey(0, 255, 45);
        edit.InsertKey(0, 256, 260);
        AssertFound(edit, "LocalBus range", $"Run {ToyRunRule.ChainEnd}");
    }

    [Fact]
    public void Image_in_two_shards_is_found_by_the_run()
    {
        var edit = Edit();
        var image = edit.Trace(1, "image").Clone();
        image.Column(3).CopyTo(image.Column(4));
        image.Column(5).Clear();
        edit.Replace(0, "image", image);
        AssertFound(edit, $"Run {ToyRunRule.OneImage}");
    }

    [Fact]
    public void Image_in_no_shard_is_found_by_the_run_and_the_global_bus()
    {
        var edit = Edit();
        edit.Resize(1, "image", 0);
        AssertFound(edit, $"Run {ToyRunRule.OneImage}", "GlobalBus cells");
    }

    [Theory]
    [InlineData(0, "LocalBus segments")]
    [InlineData(1, "Run " + ToyRunRule.SegmentCount)]
    public void Segment_that_is_off_is_found_by_its_tokens(int declared, string finding)
    {
        // The last segment, keys 13..14; without it words 8 and 9 could be initialised by MEMORY rows.
        var edit = Edit(chainShard: 1);
        var row = edit.Row(0, "segment", "lo", 13);
        var before = edit.Cell(0, "segment", "prev", row);
        var after = edit.Row(0, "memory", "prev", 14);
        var key = ToyProgram.Key(1, edit.Cell(0, "memory", "word", after));
        edit.Lookup(0, 13 - before - 1, -1);
        edit.Lookup(0, key - 14 - 1, -1);
        edit.Lookup(0, key - before - 1);
        edit.Put(0, "memory", after, ("prev", before));
        edit.Put(0, "segment", row, ("on", 0), ("prev", 0));
        edit[0, ToyPublicValues.SegmentsOn] -= declared;
        AssertFound(edit, finding);
    }

    [Theory]
    [InlineData(32, "Heights " + nameof(HeightFault.Preprocessed))]
    [InlineData(0, "LocalBus rom")]
    public void Rom_of_another_height_is_found(int height, string finding)
    {
        var edit = Edit();
        edit.Resize(0, "rom", height);
        AssertFound(edit, finding);
    }

    [Fact]
    public void Padding_row_of_the_rom_cannot_be_executed()
    {
        var shards = ToyExecution.Run([5, 6], beyond: [default]);
        AssertFound(ToyMachine.Key(), shards, "Constraint rom");
        var finding = Assert.Single(ExactOracle.Findings(ToyMachine.Key(), shards));
        Assert.Equal((12, 0), (finding.Row, finding.Item));
    }

    [Fact]
    public void Jump_to_zero_without_halt_is_found_by_the_run()
    {
        var program = With(11, halt => halt with { Operation = 0 });
        AssertFound(program, ToyExecution.Run(Steps, program: program), $"Run {ToyRunRule.NoHalt}");
    }

    [Fact]
    public void Halt_that_is_declared_only_is_found_on_its_bus()
    {
        var program = With(11, halt => halt with { Operation = 0 });
        ToyEdit edit = new(ToyExecution.Run(Steps, program: program));
        edit[1, ToyPublicValues.Halts] = 1;
        AssertFound(program, edit.Shards, "LocalBus halt");
    }

    [Fact]
    public void Run_without_end_is_found_by_the_run()
    {
        ToyProgram program = new(
            [.. Program.Instructions.Select((instruction, i) => i is >= 5 and < 10 ? instruction with { NextPc = (instruction.Pc % 5) + 1 } : instruction)]);
        AssertFound(program, ToyExecution.Run(Steps, program: program), $"Run {ToyRunRule.NoHalt}", $"Run {ToyRunRule.CommitCount}");
    }

    [Fact]
    public void Run_without_commit_is_found_by_the_run()
    {
        var program = With(10, commit => commit with { Operation = 0 });
        AssertFound(program, ToyExecution.Run(Steps, program: program), $"Run {ToyRunRule.CommitCount}");
    }

    [Fact]
    public void Second_commit_is_found_by_the_run_and_the_bus()
    {
        var program = With(11, halt => halt with { Operation = ToyProgram.Halt + ToyProgram.Commit });
        AssertFound(program, ToyExecution.Run(Steps, program: program),
            $"Run {ToyRunRule.Digest}", $"Run {ToyRunRule.CommitCount}", "LocalBus commit");
    }

    [Fact]
    public void Another_digest_is_found_on_the_commit_bus()
    {
        var edit = Edit();
        edit[0, ToyPublicValues.Committed]++;
        edit[1, ToyPublicValues.Committed]++;
        AssertFound(edit, "LocalBus commit");
    }

    [Fact]
    public void Exit_code_other_than_zero_is_found_by_the_run_and_the_bus()
    {
        var edit = Edit();
        edit[1, ToyPublicValues.ExitCode] = 1;
        AssertFound(edit, $"Run {ToyRunRule.Exit}", "LocalBus halt");
    }

    private static ToyProgram With(int index, Func<ToyInstruction, ToyInstruction> change) =>
        new(Program.Instructions.SetItem(index, change(Program.Instructions[index])));

    private static ToyEdit Edit(int? chainShard = null) => new(ToyExecution.Run(Steps, chainShard: chainShard));

    private static void AssertFound(ToyEdit edit, params string[] expected) => AssertFound(edit.Shards, expected);

    private static void AssertFound(ShardWitness[] shards, params string[] expected) => AssertFound(ToyMachine.Key(), shards, expected);

    private static void AssertFound(ToyProgram program, ShardWitness[] shards, params string[] expected) =>
        AssertFound(ToyMachine.Key(program), shards, expected);

    private static void AssertFound(KeyedMachine machine, ShardWitness[] shards, params string[] expected) =>
        Assert.Equal(
            expected.Order().ToImmutableArray(),
            ExactOracle.Findings(machine, shards, ToyRunRule.For(machine)).Select(finding => $"{finding.Rule} {finding.Subject}").Distinct().Order().ToImmutableArray());
}
