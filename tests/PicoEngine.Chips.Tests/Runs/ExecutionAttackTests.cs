// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.SystemCalls;
using PicoEngine.Fields;
using PicoEngine.Verifier.Run;
using Xunit;

namespace PicoEngine.Chips.Tests.Runs;

/// <summary>
/// Runs that are wrong about what is executed, committed or read as a hint (soundness document, part 4). For each: the rules that stop it, and where
/// nothing else is touched, no other.
/// </summary>
public sealed class ExecutionAttackTests
{
    [Fact]
    public void Run_without_commit_is_found_by_the_run()
    {
        using var program = SystemPrograms.Halt();
        AssertFound(new RunEdit(GuestRun.Of(program)), $"Run {RunRejectionReason.CommitMissing}");
    }

    [Fact]
    public void Commit_that_is_not_declared_is_found_on_its_bus()
    {
        RunEdit edit = new(AttackedRuns.Hint);
        edit[0, RunPublicValues.Commits[3]] = 0;
        AssertFound(edit, "LocalBus commit", $"Run {RunRejectionReason.CommitMissing}");
    }

    [Fact]
    public void Second_commit_of_a_word_is_found_on_the_commit_bus()
    {
        // The executor refuses a guest that does it. Word 0 is committed, and once more as 0; the register of the code is broken as well.
        RunEdit edit = new(AttackedRuns.Hint);
        var deferred = edit.Row(0, "system_call", ("is_commit_deferred", 1), ("a0[0]", 0));
        edit.Put(0, "system_call", deferred, ("is_commit_deferred", 0), ("is_commit", 1), ("result", SystemCallNumber.Commit));
        edit[0, RunPublicValues.Commits[8]] = 0;
        Assert.Contains("LocalBus commit", edit.Findings());

        // Two words for one declared digest do not balance, however often they are declared.
        edit[0, RunPublicValues.Commits[0]] = 2;
        Assert.Contains("LocalBus commit", edit.Findings());
    }

    [Fact]
    public void Another_digest_is_found_on_the_commit_bus()
    {
        RunEdit edit = new(AttackedRuns.Hint);
        edit[0, RunPublicValues.Digest[5]] ^= 1;
        AssertFound(edit, "LocalBus commit");
    }

    [Fact]
    public void Another_deferred_digest_is_found_on_the_commit_bus_and_by_the_run()
    {
        RunEdit edit = new(AttackedRuns.Hint);
        edit[0, RunPublicValues.DeferredDigest[0]] = 1;
        AssertFound(edit, "LocalBus commit", $"Run {RunRejectionReason.DeferredDigest}");
    }

    [Fact]
    public void Commit_of_index_8_is_no_deferred_word()
    {
        // The messages would be the same: COMMIT of 8 and COMMIT_DEFERRED_PROOFS of 0. The register of the index is broken as well.
        RunEdit edit = new(AttackedRuns.Hint);
        var deferred = edit.Row(0, "system_call", ("is_commit_deferred", 1), ("a0[0]", 0));
        edit.Put(0, "system_call", deferred, ("is_commit_deferred", 0), ("is_commit", 1), ("a0", 8), ("result", SystemCallNumber.Commit));
        AssertFound(edit, "LocalBus memory", "LocalBus range14");
    }

    [Fact]
    public void Halt_that_is_not_declared_is_found_on_its_bus_and_by_the_run()
    {
        RunEdit edit = new(AttackedRuns.Hint);
        edit[0, RunPublicValues.Halts] = 0;
        AssertFound(edit, "LocalBus halt", $"Run {RunRejectionReason.HaltedPc}");
    }

    [Fact]
    public void Another_exit_code_is_found_on_its_bus_and_by_the_run()
    {
        RunEdit edit = new(AttackedRuns.Hint);
        edit[0, RunPublicValues.ExitLow] = 1;
        AssertFound(edit, "LocalBus halt", $"Run {RunRejectionReason.ExitCode}");
    }

    [Fact]
    public void Call_other_than_halt_does_not_go_to_0()
    {
        RunEdit edit = new(AttackedRuns.Hint);
        var halt = edit.Row(0, "system_call", ("is_halt", 1));
        edit.Put(0, "system_call", halt, ("is_halt", 0), ("is_write", 1), ("result", SystemCallNumber.Write));
        edit[0, RunPublicValues.Halts] = 0;
        Assert.Contains("Constraint system_call", edit.Findings());
    }

    [Fact]
    public void Halt_does_not_go_on()
    {
        RunEdit edit = new(AttackedRuns.Hint);
        var halt = edit.Row(0, "system_call", ("is_halt", 1));
        var next = edit.Cell(0, "system_call", "pc", halt) + 4;
        edit.Put(0, "system_call", halt, ("pc_next", next));
        edit[0, RunPublicValues.PcOut] = next;
        AssertFound(edit, "Constraint system_call", $"Run {RunRejectionReason.HaltedPc}");
    }

    [Theory]
    [InlineData(1, $"Heights {nameof(HeightFault.Preprocessed)}")]
    [InlineData(-1, "LocalBus program")]
    public void Program_of_another_height_is_found(int blocks, string finding)
    {
        RunEdit edit = new(AttackedRuns.Hint);
        edit.Resize(0, ProgramTable.TableName, edit[0, ProgramTable.TableName].Height + (blocks * (1 << new ProgramTable().LogBlockHeight)));
        AssertFound(edit, finding);
    }

    [Fact]
    public void Padding_row_of_the_program_cannot_be_executed()
    {
        RunEdit edit = new(AttackedRuns.Hint);
        Assert.Empty(edit.Findings());
        edit.Put(0, ProgramTable.TableName, edit[0, ProgramTable.TableName].Height - 1, ("mult", 1));
        Assert.Equal(["Constraint program", "LocalBus program"], edit.Findings(recount: false));
    }

    [Fact]
    public void Hint_limb_of_17_bits_is_found_by_the_range_check()
    {
        // The word is never read: boundary and final value agree with the hint.
        RunEdit edit = new(AttackedRuns.Hint);
        var row = edit.Row(0, "hint", ("address", SystemPrograms.Buffer + 8));
        edit.Put(0, "hint", row, ("v[0]", 65536))
            .Put(0, "boundary", edit.Row(0, "boundary", ("space", 1), ("address", SystemPrograms.Buffer + 8)), ("v_out[0]", 65536))
            .Put(0, "memory", edit.Row(0, "memory", ("word[0]", (SystemPrograms.Buffer / 4 + 2) & 0xffff)), ("v_final[0]", 65536));
        AssertFound(edit, "LocalBus range16");
    }

    [Fact]
    public void Hint_write_without_a_call_is_found_on_the_hint_bus()
    {
        // A word is written once more, later than by the step, and the end row that belongs to it is there as well.
        RunEdit edit = new(AttackedRuns.Hint);
        var address = SystemPrograms.Buffer + 8;
        var row = edit.Row(0, "hint", ("address", address));
        var (time, low, high) = (edit.Cell(0, "hint", "ts", row), edit.Cell(0, "hint", "v[0]", row), edit.Cell(0, "hint", "v[1]", row));
        edit.Put(0, "hint", edit.FreeRow(0, "hint", "ts"), ("is_word", 1), ("ts", time + 1), ("address", address), ("remaining", 1),
                ("v_prev[0]", low), ("v_prev[1]", high), ("v", 7))
            .Put(0, "boundary", edit.Row(0, "boundary", ("space", 1), ("address", address)), ("v_out", 7), ("ts_last", time + 1))
            .Put(0, "memory", edit.Row(0, "memory", ("word[0]", (address / 4) & 0xffff)), ("v_final", 7));
        edit.Put(0, "hint", edit.FreeRow(0, "hint", "ts"), ("is_end", 1), ("ts", time + 1), ("address", address + 4));
        AssertFound(edit, "LocalBus hint");
    }

    [Fact]
    public void Hint_destination_that_agrees_modulo_p_only_is_found_by_its_alignment()
    {
        RunEdit edit = new(AttackedRuns.Hint);
        var call = edit.Row(0, "system_call", ("is_hint_read", 1));
        edit.Put(0, "system_call", call, ("a0", SystemPrograms.Buffer + (long)KoalaBear.Modulus));
        AssertFound(edit, "LocalBus memory", "LocalBus range14");
    }

    [Fact]
    public void Precompile_call_that_nothing_executes_is_found_on_the_call_bus()
    {
        using var program = GuestRunTests.Guest("sha256");
        RunEdit edit = new(GuestRun.Of(program, GuestRunTests.Input("sha256")));
        edit.Resize(0, "sha256_extend", 0);
        Assert.Contains("LocalBus call", edit.Findings());
    }

    private static void AssertFound(RunEdit edit, params string[] expected) => Assert.Equal(expected.Order(), edit.Findings());
}
