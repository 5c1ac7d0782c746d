// SPDX-License-Identifier: MIT OR Apache-2.0

using System.IO.Compression;
using System.Text.Json.Nodes;
using PicoEngine.Executor.Tests;

namespace PicoEngine.Cli.Tests;

/// <summary>The committed block: 21429992 of mainnet, and changed copies of it.</summary>
internal static class Blocks
{
    public const ulong Number = 21429992;

    public const string Hash = "0x42374e056f5445c6218381ca64544a97939d04a7a4ec88fb53b46c9c53d27279";

    /// <summary>The block with its witness.</summary>
    public static string Small => RepositoryFiles.FullPath("tests/vectors/ethereum/mainnet-21429992.json.gz");

    /// <summary>The same as an object of JSON.</summary>
    public static JsonObject Json()
    {
        using FileStream file = File.OpenRead(Small);
        using var text = new GZipStream(file, CompressionMode.Decompress);
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Writes a changed copy, as plain JSON.</summary>
    public static string Write(TemporaryFolder folder, string name, Action<JsonObject> change)
    {
        JsonObject block = Json();
        change(block);
        return folder.Write(name, System.Text.Encoding.UTF8.GetBytes(block.ToJsonString()));
    }

    /// <summary>Drops a node of the state's trie that executing the block reads: one that stands far from the root, so that nothing but execution misses it.</summary>
    public static void DropNode(JsonObject block)
    {
        JsonArray state = block["executionWitness"]!["state"]!.AsArray();
        JsonNode leaf = state.MinBy(node => node!.GetValue<string>().Length)!;
        state.Remove(leaf);
    }
}
