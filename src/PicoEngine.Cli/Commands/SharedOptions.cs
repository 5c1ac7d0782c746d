// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using System.Globalization;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Cli.Commands;

/// <summary>Options that mean the same on every command.</summary>
internal static class SharedOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Leave one JSON object alone on standard output." };

    public static Option<bool> Detailed() => new("--verbose", "-v") { Description = "Show details." };

    public static Option<string> Elf() => new("--elf") { Description = "The guest program, an RV32IM ELF file.", Required = true, HelpName = "FILE" };

    public static Option<string> Progress()
    {
        var progress = new Option<string>("--progress")
        {
            Description = "Progress on standard error; auto is tty on a terminal and plain elsewhere.",
            HelpName = "auto|tty|plain|json|none",
            DefaultValueFactory = _ => "auto",
        };
        progress.AcceptOnlyFromAmong("auto", "tty", "plain", "json", "none");
        return progress;
    }

    /// <summary>See <see cref="ReadSecurity"/>.</summary>
    public static Option<string> Security()
    {
        var security = new Option<string>("--security")
        {
            Description = "Bits of security: the parameter set CORE-128 or CORE-100. Keys and proofs of the two differ.",
            HelpName = "128|100",
            DefaultValueFactory = _ => "128",
        };
        security.AcceptOnlyFromAmong("128", "100");
        return security;
    }

    public static SecurityLevel ReadSecurity(string value) => (SecurityLevel)int.Parse(value, CultureInfo.InvariantCulture);

    public static Option<int> Threads()
    {
        var threads = new Option<int>("--threads")
        {
            Description = "Threads to use; the result does not depend on it.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        threads.Validators.Add(result => OptionRules.RefuseBelow(result, 1));
        return threads;
    }
}
