// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Security.Cryptography;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Verifier.Files;

/// <summary>The file of a verifying key (<c>.vkey</c>), which is also its canonical encoding: equal keys are equal bytes. Proof files contain one.</summary>
/// <remarks>
/// Magic and format version; machine id, parameter set; the digest of the machine, nine words; per table with preprocessed columns its height in blocks; the
/// three words of the statement; the cap of the preprocessed columns. Numbers and words are four bytes, little-endian, a name stands behind its length. The
/// number of heights follows from the machine, that of the nodes from the heights: nothing in a file says how long the rest is.
/// </remarks>
public static class KeyFile
{
    /// <summary>Changes whenever the encoding does.</summary>
    public const uint FormatVersion = 1;

    /// <summary>Bytes of what people compare.</summary>
    public const int DigestLength = SHA256.HashSizeInBytes;

    // The longest name of a parameter set that a file holds.
    private const int MaximumNameLength = 64;

    /// <summary>The first bytes of a key file.</summary>
    public static ReadOnlySpan<byte> Magic => "PICOVKEY"u8;

    /// <summary>Writes a key.</summary>
    /// <exception cref="ArgumentException">The key is of a machine without <see cref="RunRoles"/>, or its parameter set has a name that files cannot hold.</exception>
    public static byte[] Write(VerifyingKey key)
    {
        RequireRuns(key?.Family);
        var parameterSet = key!.Family.Parameters.Name;
        if (parameterSet.Length > MaximumNameLength || parameterSet.Any(c => c is <= ' ' or >= '\x7F'))
        {
            throw new ArgumentException("The parameter set has a name that files cannot hold.", nameof(key));
        }

        FileWriter writer = new();
        writer.Write(Magic);
        writer.Write(FormatVersion);
        writer.Write(key.Family.Machine.Definition.Id);
        writer.Write(parameterSet);
        writer.Write(key.Family.Digest.Words);
        foreach (var height in key.PreprocessedHeights)
        {
            writer.Write((uint)height);
        }

        writer.Write(key.Statement.AsSpan());
        writer.Write(key.PreprocessedCap);
        return writer.ToArray();
    }

    /// <summary>What people compare: the SHA-256 of the file.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Write"/>.</exception>
    public static byte[] ComputeDigest(VerifyingKey key) => SHA256.HashData(Write(key));

    /// <summary>How a digest is printed: 0x and lower-case hexadecimal.</summary>
    public static string FormatDigest(ReadOnlySpan<byte> digest) => "0x" + Convert.ToHexStringLower(digest);

    /// <summary>Reads a key of a machine. Total: any bytes give a key or a rejection.</summary>
    /// <param name="family">The machine, compiled by this program.</param>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="key">The key; null when refused.</param>
    /// <exception cref="ArgumentException">The shards of this machine are no parts of a run.</exception>
    public static FileRejection? Read(MachineFamily family, ReadOnlyMemory<byte> file, out VerifyingKey? key)
    {
        FileReader reader = new(file);
        key = Read(family, reader);
        if (reader.Finish() is not { } fault)
        {
            return null;
        }

        key = null;
        return fault;
    }

    /// <summary>Reads a key from where the reader stands; null behind a fault.</summary>
    internal static VerifyingKey? Read(MachineFamily family, FileReader reader)
    {
        RequireRuns(family);
        reader.Expect(Magic);
        reader.Expect(FormatVersion, FileRejectionReason.FormatVersion);
        reader.Expect(family.Machine.Definition.Id, MachineDefinition.MaximumIdLength, FileRejectionReason.MachineId);
        reader.Expect(family.Parameters.Name, MaximumNameLength, FileRejectionReason.ParameterSet);
        var position = reader.Position;
        var machine = reader.ReadDigests(1);
        if (reader.Fault is null && machine[0] != family.Digest)
        {
            reader.Refuse(FileRejectionReason.MachineDigest, position, machine[0].ToString());
        }

        position = reader.Position;
        var words = reader.ReadRawWords(BlockLayout.TablesInKey(family.Machine).Length);
        var statement = reader.ReadWords(RunStatement.WordCount);
        if (reader.Fault is not null)
        {
            return null;
        }

        try
        {
            // A height above any table's is refused as such; as int it would be negative.
            int[] heights = [.. words.Select(height => (int)Math.Min(height, int.MaxValue))];
            var cap = reader.ReadDigests(VerifyingKey.CapSize(family, heights, statement));
            return reader.Fault is null ? VerifyingKey.Create(family, heights, statement, cap) : null;
        }
        catch (MachineDefinitionException fault)
        {
            reader.Refuse(FileRejectionReason.Key, position, fault.Fault.ToString());
            return null;
        }
    }

    private static void RequireRuns(MachineFamily? family)
    {
        ArgumentNullException.ThrowIfNull(family);
        if (family.Machine.Definition.RunRoles is null)
        {
            throw new ArgumentException("The shards of this machine are no parts of a run.", nameof(family));
        }
    }
}
