// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;

namespace PicoEngine.Cli.Commands;

/// <summary>Options that mean the same on every command.</summary>
internal static class SharedOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Leave one JSON object alone on standard output." };

    public static Option<bool> Detailed() => new("--verbose", "-v") { Description = "Show details." };
}
