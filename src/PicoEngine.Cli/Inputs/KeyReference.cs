// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Security.Cryptography;
using PicoEngine.Cli.Rendering;
using PicoEngine.Contracts.Errors;
using PicoEngine.Verifier.Files;

namespace PicoEngine.Cli.Inputs;

/// <summary>Values of <c>--vkey</c> and <c>--expect-vkey</c>: a digest, or a key file.</summary>
internal static class KeyReference
{
    /// <summary>The digest that a value names.</summary>
    /// <exception cref="PicoException"><c>key-malformed</c>, <c>file-version</c>, <c>file-unreadable</c>.</exception>
    public static byte[] ReadDigest(string value)
    {
        if (value.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ParseDigest(value);
        }

        byte[] file = NamedFile.Read(value);
        return KnownFiles.ReadKey(file, out _) is { } rejection
            ? throw FileFailures.OfKey(value, rejection)
            : SHA256.HashData(file);
    }

    /// <summary>Refuses a key other than the expected one.</summary>
    /// <exception cref="PicoException"><c>verifying-key-mismatch</c>.</exception>
    public static void RequireSame(string what, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> found)
    {
        if (!expected.SequenceEqual(found))
        {
            throw new PicoException(
                ErrorCatalog.KeyMismatch,
                $"{what} has the key {Format.Hex(found)}, not {Format.Hex(expected)}",
                new Dictionary<string, object?> { ["vkeyDigest"] = Format.Hex(found), ["expectedVkeyDigest"] = Format.Hex(expected) });
        }
    }

    private static byte[] ParseDigest(string value)
    {
        var digest = new byte[KeyFile.DigestLength];
        ReadOnlySpan<char> digits = value.AsSpan(2);
        if (digits.Length == 2 * digest.Length && Convert.FromHexString(digits, digest, out _, out _) == System.Buffers.OperationStatus.Done)
        {
            return digest;
        }

        string shown = value.Length <= 80 ? value : value[..80] + "...";
        throw new PicoException(
            ErrorCatalog.KeyMalformed,
            $"{shown} is no digest of a key: that is 0x and {2 * digest.Length} hex digits",
            new Dictionary<string, object?> { ["vkey"] = shown });
    }
}
