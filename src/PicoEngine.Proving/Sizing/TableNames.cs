// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.RegularExpressions;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Proving.Sizing;

/// <summary>Names of the machine's tables, as far as sizes are computed from an execution. A test finds each of them in the compiled machine.</summary>
internal static partial class TableNames
{
    public const string Boundary = "boundary";
    public const string Memory = "memory";
    public const string Image = "image";
    public const string Segment = "segment";
    public const string RegisterRefresh = "register_refresh";
    public const string Hint = "hint";

    private static readonly string[] Instructions = [.. Enum.GetNames<InstructionTable>().Select(name => Capital().Replace(name, "_$0").ToLowerInvariant())];

    /// <summary>The table of an instruction.</summary>
    public static string Of(InstructionTable table) => Instructions[(int)table];

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}
