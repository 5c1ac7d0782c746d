// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;

namespace PicoEngine.Cli.Commands;

/// <summary>What proves, and why.</summary>
/// <param name="Name">The backend.</param>
/// <param name="Reason">Why it was chosen.</param>
internal sealed record BackendChoice(string Name, string Reason)
{
    private const string Automatic = "auto";
    private const string Processor = "cpu";

    public static Option<string> Option()
    {
        var option = new Option<string>("--backend")
        {
            Description = "What proves. This version has the processor alone; auto takes the fastest there is, and says which.",
            HelpName = "auto|cpu",
            DefaultValueFactory = _ => Automatic,
        };
        option.AcceptOnlyFromAmong(Automatic, Processor);
        return option;
    }

    /// <summary>Chooses for a value of <see cref="Option"/>.</summary>
    public static BackendChoice Of(string value, int threads) => new(
        Processor,
        (value == Automatic ? "chosen because this version has no other backend" : "asked for") + $", {threads} {(threads == 1 ? "thread" : "threads")}");
}
