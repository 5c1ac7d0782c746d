// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Mutations;

/// <summary>
/// The reviewed list of cells that may hold anything although their row speaks: nothing reads them in the rows named. Each entry is needed, and a free cell
/// that is not listed fails the test.
/// </summary>
internal static class FreeCells
{
    /// <summary>Table, columns, and in which rows: those where each of the columns of <c>Where</c> holds <c>Value</c>; and why.</summary>
    public static readonly IReadOnlyList<(string Table, string Columns, string Where, uint Value, string Reason)> All =
    [
        ("bitwise", "rs2 gap_c", "is_immediate", 1, "an immediate form names and reads no second register"),
        ("shift", "c[0] c[1] gap_c", "is_imm", 1, "an immediate form reads no second register"),
        ("set_less", "gap_c", "is_immediate", 1, "an immediate form reads no second register"),
        ("branch_equal", "inverse_norm", "differs", 0, "equal words have no inverse to witness that they differ"),
        ("system_call", "commit_byte[0] commit_byte[1]", "is_commit is_commit_deferred", 0, "the call commits nothing"),
        ("system_call", "cursor[0] cursor[1] cursor_next[0] cursor_next[1] gap_cursor hint_words hint_tail", "is_hint_read", 0, "the call reads no hint"),
        ("hint", "v_prev[0] v_prev[1] v[0] v[1] gap[0] gap[1]", "is_word tail[0] tail[1] tail[2]", 0, "the step ends on a whole word: the row writes nothing"),
    ];

    /// <summary>Whether a cell is on the list.</summary>
    public static bool Has(TableDefinition table, TraceMatrix trace, int row, string column) => All.Any(entry =>
        entry.Table == table.Name && entry.Columns.Split(' ').Contains(column)
        && entry.Where.Split(' ').All(flag => trace[table.Columns.Names.ToList().IndexOf(flag), row] == KoalaBear.FromCanonical(entry.Value)));
}
