// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Executor.Tests;

namespace PicoEngine.Ethereum.Tests;

/// <summary>What the host build of the block guest writes for real blocks (tests/vectors/README.md).</summary>
internal static class Vectors
{
    /// <summary>The block whose witness lacks an account that its execution reads; the host build writes valid blocks only.</summary>
    public const string Invalid = "hoodi-1151683";

    private static readonly Dictionary<string, (string Input, string Output)> Expected = Read();

    /// <summary>All 21 blocks.</summary>
    public static IEnumerable<string> Names => Expected.Keys.Append(Invalid);

    public static IEnumerable<string> ValidNames => Expected.Keys;

    public static (string InputSha256, string Output) Of(string name) => Expected[name];

    private static Dictionary<string, (string Input, string Output)> Read()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.FullPath("tests/vectors/ethereum-inputs.json")));
        return document.RootElement.EnumerateObject().ToDictionary(
            member => member.Name,
            member => (member.Value.GetProperty("input").GetString()!, member.Value.GetProperty("output").GetString()!));
    }
}
