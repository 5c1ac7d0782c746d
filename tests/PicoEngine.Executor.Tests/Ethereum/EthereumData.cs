// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Xunit;
using ZstdSharp;

namespace PicoEngine.Executor.Tests.Ethereum;

/// <summary>Reads the Ethereum data that lies outside of the clone; skips the test where it is absent.</summary>
internal static class EthereumData
{
    // The archives are compressed with a window of 2^27 bytes.
    private const int LogWindow = 27;

    private static readonly Lazy<Dictionary<string, byte[]>> Vectors = new(ReadPrecompileVectors);

    private static string Folder
    {
        get
        {
            string? folder = Environment.GetEnvironmentVariable("PICO_TEST_ETHEREUM");
            Assert.SkipUnless(
                folder is not null && Directory.Exists(folder),
                "Ethereum data not found: lay it at ../shared/ethereum or name it with ./build.sh test --ethereum PATH");
            return folder!;
        }
    }

    public static IEnumerable<string> BlockFiles => Directory.EnumerateFiles(Path.Combine(Folder, "blocks"), "*.json.gz").Order();

    public static JsonDocument Block(string file)
    {
        using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        return JsonDocument.Parse(stream);
    }

    /// <summary>A file of the precompile vectors, by the end of its path.</summary>
    public static JsonElement PrecompileVectors(string pathEnd)
    {
        _ = Folder;
        byte[] file = Vectors.Value.Single(entry => entry.Key.EndsWith(pathEnd, StringComparison.Ordinal)).Value;
        return JsonDocument.Parse(file).RootElement;
    }

    private static Dictionary<string, byte[]> ReadPrecompileVectors()
    {
        var files = new Dictionary<string, byte[]>();
        using var zstd = new DecompressionStream(File.OpenRead(Path.Combine(Folder, "fixtures", "precompile-vectors.tar.zst")));
        zstd.SetParameter(ZstdSharp.Unsafe.ZSTD_dParameter.ZSTD_d_windowLogMax, LogWindow);
        using var tar = new TarReader(zstd);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data)
            {
                using var bytes = new MemoryStream();
                data.CopyTo(bytes);
                files.Add(entry.Name, bytes.ToArray());
            }
        }

        return files;
    }
}
