// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Diagnosis;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">Stable, for programs.</param>
/// <param name="State">How it is.</param>
/// <param name="Message">What was found.</param>
/// <param name="Fix">What to do; null where nothing is to be done.</param>
internal sealed record Finding(string Name, FindingState State, string Message, string? Fix = null)
{
    /// <summary>In order when <paramref name="holds"/>, else <paramref name="otherwise"/> with its fix.</summary>
    public static Finding Check(string name, bool holds, string message, FindingState otherwise, string fix) =>
        holds ? new Finding(name, FindingState.Ok, message) : new Finding(name, otherwise, message, fix);
}
