// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli.Commands;

/// <summary>What a command line asks to prove.</summary>
internal interface IProofSource
{
    /// <summary>What is proved, in a word or two.</summary>
    public string Name { get; }

    /// <summary>Most cycles to run.</summary>
    public ulong CycleLimit { get; }

    /// <summary>Reads program and input.</summary>
    /// <param name="context">The world of the command.</param>
    /// <param name="note">Is told what is being done where it takes time.</param>
    /// <exception cref="PicoException">Something named on the command line cannot be read.</exception>
    public ProofSubject Open(CommandContext context, Action<string> note);
}
