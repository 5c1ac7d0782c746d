// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Run;

namespace PicoEngine.Verifier.Files;

/// <summary>Verifies proof files.</summary>
public static class ProofVerifier
{
    /// <summary>Checks a proof file. Total: any bytes lead to a verdict, with memory bounded by their number.</summary>
    /// <param name="family">The machine, compiled by this program; it is never taken from the file.</param>
    /// <param name="expectedKeyDigest">
    /// The SHA-256 of the key file of the program that the caller asks about (<see cref="KeyFile.ComputeDigest"/>). The key in the file is used only if it is that
    /// key: a proof says something about the program that its key is made of, and about no other.
    /// </param>
    /// <param name="proof">The bytes of the file.</param>
    /// <param name="degreeOfParallelism">Shards checked at a time; the verdict does not depend on it.</param>
    /// <exception cref="ArgumentException">The digest is not 32 bytes long, or the shards of this machine are no parts of a run.</exception>
    public static VerificationResult Verify(
        MachineFamily family, ReadOnlySpan<byte> expectedKeyDigest, ReadOnlyMemory<byte> proof, int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(family);
        if (expectedKeyDigest.Length != KeyFile.DigestLength)
        {
            throw new ArgumentException("A key digest has 32 bytes.", nameof(expectedKeyDigest));
        }

        if (ProofFile.Read(family, proof, out var file) is { } fault)
        {
            return new() { Outcome = VerificationOutcome.Malformed, File = fault };
        }

        VerificationResult result = new() { Outcome = VerificationOutcome.OtherKey, KeyDigest = file!.KeyDigest.AsMemory() };
        if (!file.KeyDigest.AsSpan().SequenceEqual(expectedKeyDigest))
        {
            return result;
        }

        if (!file.CommitsOutput)
        {
            return result with { Outcome = VerificationOutcome.OtherOutput };
        }

        return RunVerifier.Verify(file.Key, file.Run, degreeOfParallelism) is { } rejection
            ? result with { Outcome = VerificationOutcome.Refused, Run = rejection }
            : result with
            {
                Outcome = VerificationOutcome.Valid,
                Output = file.Output,
                Shards = file.Run.Shards.Length,
                SecurityBits = family.Soundness.SecurityBits,
            };
    }
}
