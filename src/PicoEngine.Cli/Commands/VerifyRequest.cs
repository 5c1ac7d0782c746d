// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Verifier.Keys;

namespace PicoEngine.Cli.Commands;

/// <summary>A checked command line of <c>verify</c>.</summary>
internal sealed record VerifyRequest
{
    /// <summary>The proof's file.</summary>
    public required string Proof { get; init; }

    /// <summary>The key that the proof must have, as a digest or a file; null for that of the block guest.</summary>
    public string? Key { get; init; }

    /// <summary>The level of the block guest's key, where <see cref="Key"/> is null.</summary>
    public required SecurityLevel Security { get; init; }

    /// <summary>File of the block that the proof must be about, or null.</summary>
    public string? Block { get; init; }

    /// <summary>File with the public values that the run must have, or null.</summary>
    public string? PublicValues { get; init; }

    public required uint ExpectedExit { get; init; }

    public required int Threads { get; init; }

    public bool Json { get; init; }

    public bool Detailed { get; init; }
}
