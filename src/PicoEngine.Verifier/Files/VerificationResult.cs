// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Verifier.Run;

namespace PicoEngine.Verifier.Files;

/// <summary>What the verifier says of a proof file.</summary>
/// <remarks>The output of the guest is here when the proof is valid and at no other time: nobody can take it from a proof that was not checked.</remarks>
public sealed record VerificationResult
{
    /// <summary>The verdict.</summary>
    public required VerificationOutcome Outcome { get; init; }

    /// <summary>True for <see cref="VerificationOutcome.Valid"/>.</summary>
    public bool IsValid => Outcome == VerificationOutcome.Valid;

    /// <summary>Why the file is malformed, else null.</summary>
    public FileRejection? File { get; init; }

    /// <summary>Why the proof is refused, else null.</summary>
    public RunRejection? Run { get; init; }

    /// <summary>The SHA-256 of the key in the file; empty when malformed.</summary>
    public ReadOnlyMemory<byte> KeyDigest { get; init; }

    /// <summary>The output of the guest, when the proof is valid.</summary>
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>Shards of the run, when the proof is valid.</summary>
    public int Shards { get; init; }

    /// <summary>The bits of security that the parameter set gives for this machine, when the proof is valid; computed, not claimed by the file.</summary>
    public double SecurityBits { get; init; }
}
