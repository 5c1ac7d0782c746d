// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PicoEngine.Proving.Resumption;

/// <summary>What the finished shards of a directory belong to: everything that their proofs depend on, as named text values in a fixed order.</summary>
/// <remarks>The chain digest and the challenge of the run stand for all boundary commitments, so equal manifests mean that shards fit together.</remarks>
internal sealed class RunManifest
{
    /// <summary>First line of the file.</summary>
    private const string Header = "pico-resume 1";

    public required string Engine { get; init; }

    public required string ProgramSha256 { get; init; }

    public required string InputSha256 { get; init; }

    public required string Parameters { get; init; }

    public required string KeyDigest { get; init; }

    public required int Shards { get; init; }

    /// <summary>Shape numbers of the shards.</summary>
    public required IReadOnlyList<int> Shapes { get; init; }

    /// <summary>c_K, behind which the global challenge is drawn.</summary>
    public required string ChainDigest { get; init; }

    /// <summary>The nonce of the global challenge.</summary>
    public required uint Nonce { get; init; }

    /// <summary>The values by name, in order.</summary>
    public IEnumerable<(string Name, string Value)> Values =>
    [
        ("engine", Engine),
        ("program", ProgramSha256),
        ("input", InputSha256),
        ("parameters", Parameters),
        ("key", KeyDigest),
        ("shards", Shards.ToString(CultureInfo.InvariantCulture)),
        ("shapes", string.Join(',', Shapes)),
        ("chain", ChainDigest),
        ("nonce", Nonce.ToString(CultureInfo.InvariantCulture)),
    ];

    public byte[] ToBytes() => Encoding.UTF8.GetBytes($"{Header}\n{string.Concat(Values.Select(value => $"{value.Name} {value.Value}\n"))}");

    public byte[] Sha256() => SHA256.HashData(ToBytes());

    /// <summary>Names and values of a file, or null when it is no manifest.</summary>
    public static IReadOnlyDictionary<string, string>? Parse(ReadOnlySpan<byte> bytes)
    {
        string[] lines = Encoding.UTF8.GetString(bytes).Split('\n');
        if (lines[0] != Header || lines[^1].Length > 0)
        {
            return null;
        }

        Dictionary<string, string> values = [];
        foreach (string line in lines[1..^1])
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space <= 0 || !values.TryAdd(line[..space], line[(space + 1)..]))
            {
                return null;
            }
        }

        return values;
    }
}
