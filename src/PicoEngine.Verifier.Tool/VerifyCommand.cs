// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Security;
using PicoEngine.Contracts.Errors;
using PicoEngine.Contracts.Text;
using PicoEngine.Verifier.Files;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Verifier.Tool;

/// <summary>Checks one proof file and prints the verdict.</summary>
internal static class VerifyCommand
{
    /// <summary>Prints the verdict on a valid proof.</summary>
    /// <param name="arguments">A proof file, and 0x with the 64 hex digits of the key's digest.</param>
    /// <param name="output">Where the verdict goes.</param>
    /// <exception cref="PicoException">Anything but a valid proof.</exception>
    public static void Run(string[] arguments, TextWriter output)
    {
        if (arguments.Length != 2)
        {
            throw new PicoException(ErrorCatalog.Usage, "usage: pico-verify PROOF 0xDIGEST, the digest as `pico vkey` prints it");
        }

        var (path, key) = (arguments[0], ParseDigest(arguments[1]));
        var proof = Read(path);
        var start = Stopwatch.GetTimestamp();
        var (family, result) = Verify(key, proof);
        var duration = Stopwatch.GetElapsedTime(start);
        if (!result.IsValid)
        {
            throw Failure(path, key, result);
        }

        var report = family.Soundness;
        Line("proof", $"{Path.GetFileName(path)}, valid: the program of the key ran and exited with 0");
        Line("vkey", $"{KeyFile.FormatDigest(result.KeyDigest.Span)}");
        var values = result.Output.IsEmpty ? "none" : $"{result.Output.Length:N0} bytes 0x{Convert.ToHexStringLower(result.Output.Span)}";
        Line("public values", $"{values}");
        Line("security", $"{report.SecurityBits:F1} bits in the weakest round, in union {report.UnionBits:F1} a shard, {report.RunUnionBits(result.Shards):F1} the run ({family.Parameters.Name})");
        Line("size", $"{proof.Length:N0} bytes, {result.Shards:N0} {(result.Shards == 1 ? "shard" : "shards")}");
        Line("time", $"{duration.TotalSeconds:F2} s");

        void Line(string name, FormattableString value) => output.WriteLine($"{name,-14} {value.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>The verdict under the parameter set that the file names; of no known one, the verdict under the first.</summary>
    private static (MachineFamily Family, VerificationResult Result) Verify(byte[] key, byte[] proof)
    {
        (MachineFamily, VerificationResult)? first = null;
        foreach (var level in (SecurityLevel[])[SecurityLevel.Bits128, SecurityLevel.Bits100])
        {
            var family = RiscVFamily.At(level);
            var result = ProofVerifier.Verify(family, key, proof, Environment.ProcessorCount);
            if (result.File is not { Reason: FileRejectionReason.ParameterSet })
            {
                return (family, result);
            }

            first ??= (family, result);
        }

        return first!.Value;
    }

    private static PicoException Failure(string path, byte[] key, VerificationResult result) => result.Outcome switch
    {
        VerificationOutcome.Malformed => new(
            result.File!.Value.Reason is FileRejectionReason.FormatVersion or FileRejectionReason.MachineId
                or FileRejectionReason.ParameterSet or FileRejectionReason.MachineDigest ? ErrorCatalog.FileVersion : ErrorCatalog.ProofMalformed,
            $"{path}: {result.File.Value.Reason} {UntrustedText.Show(result.File.Value.Found)} (byte {result.File.Value.Position})"),
        VerificationOutcome.OtherKey => new(
            ErrorCatalog.KeyMismatch, $"{path} has the key {KeyFile.FormatDigest(result.KeyDigest.Span)}, not {KeyFile.FormatDigest(key)}"),
        VerificationOutcome.OtherOutput => new(ErrorCatalog.ProofOutputMismatch, $"{path}: the run committed to other public values"),
        _ => new(ErrorCatalog.ProofRefused, $"{path}: {result.Run?.ToString() ?? result.Outcome.ToString()}"),
    };

    private static byte[] ParseDigest(string text)
    {
        var digest = new byte[KeyFile.DigestLength];
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && text.Length == 2 + (2 * digest.Length)
            && Convert.FromHexString(text.AsSpan(2), digest, out _, out _) == System.Buffers.OperationStatus.Done
            ? digest
            : throw new PicoException(ErrorCatalog.KeyMalformed, $"{UntrustedText.Show(text)} is no digest of a key: that is 0x and {2 * digest.Length} hex digits");
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or SecurityException)
        {
            throw new PicoException(ErrorCatalog.FileUnreadable, $"{path} cannot be read: {failure.Message}", inner: failure);
        }
    }
}
