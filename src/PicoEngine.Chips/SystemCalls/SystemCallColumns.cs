// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.SystemCalls;

/// <summary>The columns of <see cref="SystemCallTable"/>.</summary>
internal static class SystemCallColumns
{
    public static readonly ColumnSet Set = new();

    // At most one is 1: which call it is. Precompiles are told apart by their extra time slots.
    public static readonly Column IsHalt = Set.Main("is_halt");
    public static readonly Column IsWrite = Set.Main("is_write");
    public static readonly Column IsEnter = Set.Main("is_enter");
    public static readonly Column IsCommit = Set.Main("is_commit");
    public static readonly Column IsCommitDeferred = Set.Main("is_commit_deferred");
    public static readonly Column IsVerify = Set.Main("is_verify");
    public static readonly Column IsHintLength = Set.Main("is_hint_len");
    public static readonly Column IsHintRead = Set.Main("is_hint_read");
    public static readonly Column IsCall0 = Set.Main("is_call_0");
    public static readonly Column IsCall1 = Set.Main("is_call_1");
    public static readonly Column IsCall48 = Set.Main("is_call_48");

    public static readonly Column Pc = Set.Main("pc");
    public static readonly Column Time = Set.Main("ts");
    public static readonly Column NextPc = Set.Main("pc_next");

    /// <summary>Low limb of a precompile's code; its high limb is the number of extra slots.</summary>
    public static readonly Column CallCode = Set.Main("call_code");

    /// <summary>x10.</summary>
    public static readonly ColumnRange Argument0 = Set.Main("a0", 2);

    /// <summary>x11.</summary>
    public static readonly ColumnRange Argument1 = Set.Main("a1", 2);

    /// <summary>x5 after the call.</summary>
    public static readonly ColumnRange Result = Set.Main("result", 2);

    public static readonly Column GapC = Set.Main("gap_c");
    public static readonly Column GapB = Set.Main("gap_b");
    public static readonly Column GapA = Set.Main("gap_a");

    /// <summary>Lowest bytes of the two limbs of a committed word.</summary>
    public static readonly ColumnRange CommitByte = Set.Main("commit_byte", 2);

    /// <summary>1 on the last step of a HINT_READ.</summary>
    public static readonly Column IsFinal = Set.Main("is_final");

    /// <summary>Words that earlier steps of the HINT_READ wrote, and those written up to and with this one.</summary>
    public static readonly ColumnRange CursorBefore = Set.Main("cursor", 2);
    public static readonly ColumnRange CursorAfter = Set.Main("cursor_next", 2);
    public static readonly Column CursorGap = Set.Main("gap_cursor");

    /// <summary>Words and bytes behind them that this step writes.</summary>
    public static readonly Column HintWords = Set.Main("hint_words");
    public static readonly Column HintTail = Set.Main("hint_tail");
}
