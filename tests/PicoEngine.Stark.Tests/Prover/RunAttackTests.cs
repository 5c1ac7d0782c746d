// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Fields;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Run;
using Xunit;

namespace PicoEngine.Stark.Tests.Prover;

/// <summary>
/// Forged runs (soundness document, part 4). The forger proves what it claims honestly, chain and challenge included; the exact oracle says that the shards
/// themselves are right, so that the one rule under test is what refuses.
/// </summary>
public sealed class RunAttackTests
{
    private const string Cells = "GlobalBus cells";

    private static readonly int[] Steps = [5, 5];

    [Fact]
    public void Shards_that_are_dropped_duplicated_swapped_or_relabelled_are_refused()
    {
        using ToyRuns runs = new();
        var honest = runs.Execute(5, 5, 5);
        AssertRefused(runs, honest[1..], RunRejectionReason.ShardNumber, 1, Cells);
        AssertRefused(runs, [honest[0], honest[2]], RunRejectionReason.ShardNumber, 2, Cells);
        AssertRefused(runs, honest[..2], RunRejectionReason.HaltCount, 0, Cells);
        AssertRefused(runs, [honest[0], .. honest], RunRejectionReason.ShardNumber, 2, Cells);
        AssertRefused(runs, [honest[1], honest[0], honest[2]], RunRejectionReason.ShardNumber, 1);
        AssertRefused(runs, [honest[0], Renumbered(honest[2], 2, 1)], RunRejectionReason.ChainContinuity, 2, Cells);
    }

    [Fact]
    public void Loop_that_is_left_out_is_refused_by_the_sum()
    {
        // Shard 2 is one round of the loop, so shard 3 fits behind shard 1 but for what cells hold; the last shard has the whole address chain.
        using ToyRuns runs = new();
        var honest = ToyRunMachine.FromToy(ToyExecution.Run([5, 5, 5], chainShard: 3));
        AssertRefused(runs, [honest[0], Renumbered(honest[2], 2, 1)], RunRejectionReason.GlobalSum, 0, Cells);
    }

    [Fact]
    public void Shard_of_another_run_is_refused()
    {
        using ToyRuns runs = new();
        AssertRefused(runs, [runs.Execute(5, 5)[0], runs.Execute(4, 6)[1]], RunRejectionReason.PcContinuity, 2, Cells);

        // The second shard of a longer run; nothing in the first binds the digest.
        var (first, second) = (runs.Execute(5, 5)[0], runs.Execute(10, 5)[1]);
        AssertRefused(runs, [first, second], RunRejectionReason.DigestDiffers, 2, Cells);
        foreach (var value in RunPublicValues.Digest)
        {
            first.PublicValues[value.Index] = second.PublicValues[value.Index];
        }

        AssertRefused(runs, [first, second], RunRejectionReason.GlobalSum, 0, Cells);
    }

    [Fact]
    public void Stale_value_is_refused_by_the_sum()
    {
        using ToyRuns runs = new();
        var forged = ToyExecution.Run(Steps, between: (shard, cells, _) => cells[(1, 4)] = shard == 1 ? 9 : cells[(1, 4)]);
        AssertRefused(runs, ToyRunMachine.FromToy(forged), RunRejectionReason.GlobalSum, 0, Cells);
    }

    [Fact]
    public void Register_and_word_that_exchange_values_are_refused_by_the_sum()
    {
        using ToyRuns runs = new();
        var forged = ToyExecution.Run(Steps, between: (shard, cells, leftBy) =>
        {
            if (shard == 1)
            {
                (cells[(0, 3)], cells[(1, 3)]) = (cells[(1, 3)], cells[(0, 3)]);
                (leftBy[(0, 3)], leftBy[(1, 3)]) = (leftBy[(1, 3)], leftBy[(0, 3)]);
            }
        });
        AssertRefused(runs, ToyRunMachine.FromToy(forged), RunRejectionReason.GlobalSum, 0, Cells);
    }

    [Fact]
    public void Second_address_chain_is_refused()
    {
        using ToyRuns runs = new();
        var edit = Edit(chainShard: 1);
        edit.Replace(1, "memory", new TraceMatrix(5, 16));
        edit[1, ToyPublicValues.KeyIn] = edit[1, ToyPublicValues.KeyOut] = 0;
        edit.InsertKey(1, 20, 0);
        AssertRefused(runs, edit, RunRejectionReason.ChainContinuity, 2);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    public void Gap_in_the_address_chain_is_refused(int shard, int gap)
    {
        // The shard takes the chain up beyond where it was left; its first row agrees.
        using ToyRuns runs = new();
        var edit = Edit();
        var key = edit[shard, ToyPublicValues.KeyIn];
        var table = new[] { "segment", "memory" }.First(name => edit.Trace(shard, name).Height > 0 && edit.Row(shard, name, "prev", key) is >= 0 and var row
            && edit.Cell(shard, name, name == "segment" ? "on" : "real", row) == 1);
        var first = edit.Row(shard, table, "prev", key);
        var low = table == "segment" ? edit.Cell(shard, table, "lo", first) : ToyProgram.Key(1, edit.Cell(shard, table, "word", first));
        if (low - key - 1 < gap)
        {
            // Registers begin at key 1, so shard 1 has no room: only the declaration differs then.
            edit[shard, ToyPublicValues.KeyIn] = key + gap;
            AssertRefused(runs, edit, RunRejectionReason.ChainContinuity, shard + 1, "LocalBus chain");
            return;
        }

        edit.Lookup(shard, low - key - 1, -1);
        edit.Lookup(shard, low - key - gap - 1);
        edit.Put(shard, table, first, ("prev", key + gap));
        edit[shard, ToyPublicValues.KeyIn] = key + gap;
        AssertRefused(runs, edit, RunRejectionReason.ChainContinuity, shard + 1);
    }

    [Fact]
    public void Chain_beyond_the_last_word_is_refused()
    {
        using ToyRuns runs = new();
        var edit = Edit(chainShard: 1);
        edit.InsertKey(0, 255, 45);
        edit.InsertKey(0, 256, 260);
        AssertRefused(runs, edit, RunRejectionReason.ChainRange, 1, "LocalBus range");
    }

    [Fact]
    public void Image_in_two_shards_or_none_is_refused()
    {
        using ToyRuns runs = new();
        var twice = Edit();
        var image = twice.Trace(1, "image").Clone();
        image.Column(3).CopyTo(image.Column(4));
        image.Column(5).Clear();
        twice.Replace(0, "image", image);
        AssertRefused(runs, twice, RunRejectionReason.ImageCount, 0);

        var never = Edit();
        never.Resize(1, "image", 0);
        AssertRefused(runs, never, RunRejectionReason.ImageCount, 0, Cells);
    }

    [Fact]
    public void Segment_that_is_off_is_refused()
    {
        // The last segment, keys 13..14; without it words 8 and 9 could be initialised by MEMORY rows.
        using ToyRuns runs = new();
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
        AssertRefused(runs, edit, RunRejectionReason.ShardProof, 1, "LocalBus segments");
        edit[0, ToyPublicValues.SegmentsOn]--;
        AssertRefused(runs, edit, RunRejectionReason.SegmentCount, 0);
    }

    [Fact]
    public void Run_that_jumps_to_zero_or_does_not_end_is_refused()
    {
        var jump = With(11, halt => halt with { Operation = 0 });
        AssertRefused(jump, RunRejectionReason.HaltedPc, 2);
        ToyProgram endless = new(
            [.. ToyProgram.Default.Instructions.Select((instruction, i) => i is >= 5 and < 10 ? instruction with { NextPc = (instruction.Pc % 5) + 1 } : instruction)]);
        AssertRefused(endless, RunRejectionReason.HaltCount, 0);
    }

    [Fact]
    public void Run_that_goes_on_behind_halt_is_refused()
    {
        // Instruction 5 leaves 0 in a cell, so it can be a HALT with exit code 0 in the middle of the loop.
        var program = With(4, instruction => instruction with { Operation = ToyProgram.Halt });
        AssertRefused(program, RunRejectionReason.HaltedPc, 1);
    }

    [Fact]
    public void Run_without_commit_is_refused()
    {
        AssertRefused(With(10, commit => commit with { Operation = 0 }), RunRejectionReason.CommitMissing, 0);
        using ToyRuns runs = new();
        foreach (var word in new[] { 1, 7 })
        {
            var witnesses = runs.Execute(Steps);
            witnesses[1].PublicValues[RunPublicValues.Commits[word].Index] = KoalaBear.Zero;
            Assert.Equal(new RunRejection(RunRejectionReason.CommitMissing, Item: word), Rejection(runs, witnesses));
        }
    }

    [Fact]
    public void Digests_that_differ_are_refused()
    {
        AssertPublicValueRefused(RunPublicValues.Digest[9], RunRejectionReason.DigestDiffers, 2);
        AssertPublicValueRefused(RunPublicValues.Digest[0], RunRejectionReason.DigestDiffers, 2);
        AssertPublicValueRefused(RunPublicValues.DeferredDigest[31], RunRejectionReason.DeferredDigest, 1);
        AssertPublicValueRefused(RunPublicValues.ExitLow, RunRejectionReason.ExitCode, 1);
        AssertPublicValueRefused(RunPublicValues.ExitHigh, RunRejectionReason.ExitCode, 1);
    }

    [Fact]
    public void Height_of_a_boundary_table_that_changes_after_phase_1_is_refused()
    {
        using ToyRuns runs = new();
        var honest = runs.Execute(Steps);
        var other = Edit();
        other.Resize(0, "boundary", 32);
        AssertOtherPhaseRefused(runs, honest, ToyRunMachine.FromToy(other.Shards));
    }

    [Fact]
    public void Boundary_cells_that_change_after_phase_1_are_refused()
    {
        using ToyRuns runs = new();
        var other = Edit();
        other.Put(1, "image", 4, ("v_final", other.Cell(1, "image", "v_final", 4) + 1));
        AssertOtherPhaseRefused(runs, runs.Execute(Steps), ToyRunMachine.FromToy(other.Shards));
    }

    [Fact]
    public void Shape_that_changes_after_phase_1_is_refused()
    {
        using ToyRuns runs = new();
        var toy = ToyExecution.Run([5, 5, 0]);
        AssertOtherPhaseRefused(
            runs,
            ToyRunMachine.FromToy(toy, ToyRunMachine.Large, ToyRunMachine.Large, ToyRunMachine.Idle),
            ToyRunMachine.FromToy(toy, ToyRunMachine.Large, ToyRunMachine.Large, ToyRunMachine.Small));
    }

    [Fact]
    public void More_global_fractions_than_the_bound_are_refused()
    {
        // 2^10 fractions are enough for each shard; only those of the run, all shards together, are too many.
        var family = MachineFamily.Compile(InsecureTestParameters.Toy(logMaximumFractions: 10), ToyRunMachine.Definition);
        using ToyRuns small = new(family: family);
        using ToyRuns large = new();
        foreach (var (runs, expected) in new[] { (small, RunRejectionReason.GlobalFractions), (large, RunRejectionReason.GlobalProofOfWork) })
        {
            var proof = runs.Prove(runs.Execute(5, 5, 0));
            Assert.Null(runs.Verify(proof));
            var shards = proof.Shards;

            // Heights are counted before any proof is looked at, so the first shard's may be repeated under the public values of idle shards.
            for (var k = 4; k <= 40; k++)
            {
                var values = shards[^1].PublicValues.ToBuilder();
                values[RunPublicValues.Shard.Index] = ToyProgram.Word(k);
                values[RunPublicValues.KeyIn.Index] = values[RunPublicValues.KeyOut.Index];
                values[RunPublicValues.SegmentsOn.Index] = KoalaBear.Zero;
                shards = shards.Add(proof.Shards[0] with { PublicValues = values.ToImmutable() });
            }

            Assert.Equal(expected, runs.Verify(proof with { Shards = shards, GlobalNonce = null })?.Reason);
        }
    }

    private static ToyProgram With(int index, Func<ToyInstruction, ToyInstruction> change) =>
        new(ToyProgram.Default.Instructions.SetItem(index, change(ToyProgram.Default.Instructions[index])));

    private static ToyEdit Edit(int? chainShard = null) => new(ToyExecution.Run(Steps, chainShard: chainShard));

    /// <summary>A shard under another number; what it took from the shard of its number or later, it takes from <paramref name="latest"/>.</summary>
    private static ShardWitness Renumbered(ShardWitness shard, int number, int latest)
    {
        var copy = shard with { PublicValues = [.. shard.PublicValues], Traces = [.. shard.Traces.Select(trace => trace.Clone())] };
        var old = (int)shard.PublicValues[RunPublicValues.Shard.Index].ToCanonical();
        copy.PublicValues[RunPublicValues.Shard.Index] = ToyProgram.Word(number);
        var (boundary, range) = (copy.Traces[ToyMachine.Index("boundary")], copy.Traces[ToyMachine.Index("range")]);
        for (var row = 0; row < boundary.Height; row++)
        {
            if (boundary[0, row] == KoalaBear.One)
            {
                var from = (int)boundary[4, row].ToCanonical();
                range[1, old - from - 1] -= KoalaBear.One;
                range[1, number - Math.Min(from, latest) - 1] += KoalaBear.One;
                boundary[4, row] = ToyProgram.Word(Math.Min(from, latest));
            }
        }

        return copy;
    }

    private static void AssertPublicValueRefused(PublicValue value, RunRejectionReason reason, int shard)
    {
        using ToyRuns runs = new();
        var witnesses = runs.Execute(Steps);
        witnesses[0].PublicValues[value.Index] += KoalaBear.One;
        AssertRefused(runs, witnesses, reason, shard);
    }

    private static void AssertRefused(ToyProgram program, RunRejectionReason reason, int shard)
    {
        using ToyRuns runs = new(program);
        AssertRefused(runs, runs.Execute(Steps), reason, shard);
    }

    private static void AssertRefused(ToyRuns runs, ToyEdit edit, RunRejectionReason reason, int shard, params string[] findings) =>
        AssertRefused(runs, ToyRunMachine.FromToy(edit.Shards), reason, shard, findings);

    private static void AssertRefused(ToyRuns runs, ShardWitness[] witnesses, RunRejectionReason reason, int shard, params string[] findings)
    {
        Assert.Equal(findings, runs.Findings(witnesses));
        var rejection = Rejection(runs, witnesses);
        Assert.Equal((reason, shard), (rejection?.Reason, rejection?.Shard));
    }

    private static RunRejection? Rejection(ToyRuns runs, ShardWitness[] witnesses) => runs.Verify(runs.Prove(witnesses));

    /// <summary>Honest in each phase, but not the same: the challenge that the verifier derives is not the one that was proved under.</summary>
    private static void AssertOtherPhaseRefused(ToyRuns runs, ShardWitness[] phase1, ShardWitness[] phase2)
    {
        Assert.Null(runs.Verify(runs.ProveOther(phase1, phase1)));
        var rejection = runs.Verify(runs.ProveOther(phase1, phase2));
        Assert.Equal((RunRejectionReason.ShardProof, 1), (rejection?.Reason, rejection?.Shard));
    }
}
