// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Proving.Resumption;
using Xunit;

namespace PicoEngine.Proving.Tests.Resumption;

public sealed class ResumeStoreTests
{
    private static readonly RunManifest Manifest = new()
    {
        Engine = "0.1.0",
        ProgramSha256 = "aa",
        InputSha256 = "bb",
        Parameters = "CORE-128",
        KeyDigest = "cc",
        Shards = 2,
        Shapes = [0, 1],
        ChainDigest = "dd",
        Nonce = 17,
    };

    private static readonly StoredShard Shard = new(1, 0, [1], [2], [3]);

    [Fact]
    public void Open_makes_the_directory_and_finds_what_was_saved()
    {
        using TemporaryFolder folder = new();
        string nested = folder.File("a/b");
        using (ResumeStore store = ResumeStore.Open(nested, Manifest, Assert.Fail))
        {
            Assert.Null(store.Load(1, Assert.Fail));
            store.Save(Shard);
        }

        using ResumeStore again = ResumeStore.Open(nested, Manifest, Assert.Fail);
        Assert.Equal(Shard.Proof, again.Load(1, Assert.Fail)!.Proof);
        Assert.Null(again.Load(2, Assert.Fail));
        Assert.DoesNotContain(Directory.EnumerateFiles(nested), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_says_which_values_differ()
    {
        (RunManifest Other, string Name)[] changes =
        [
            (With(engine: "0.2.0"), "engine"),
            (With(program: "ab"), "program"),
            (With(input: "ba"), "input"),
            (With(parameters: "CORE-100"), "parameters"),
            (With(key: "ca"), "key"),
            (With(shards: 3), "shards"),
            (With(shapes: [0, 0]), "shapes"),
            (With(chain: "da"), "chain"),
            (With(nonce: 18), "nonce"),
        ];
        using TemporaryFolder folder = new();
        ResumeStore.Open(folder.Location, Manifest, null).Dispose();
        foreach ((RunManifest other, string name) in changes)
        {
            PicoException failure = Assert.Throws<PicoException>(() => ResumeStore.Open(folder.Location, other, null));
            Assert.Same(ErrorCatalog.ResumeMismatch, failure.Error);
            Assert.Equal([name], (string[])failure.Values["different"]!);
        }

        ResumeStore.Open(folder.Location, Manifest, Assert.Fail).Dispose();
    }

    [Fact]
    public void Open_refuses_a_directory_in_use()
    {
        using TemporaryFolder folder = new();
        using (ResumeStore.Open(folder.Location, Manifest, null))
        {
            Assert.Same(ErrorCatalog.ResumeStorage, Assert.Throws<PicoException>(() => ResumeStore.Open(folder.Location, Manifest, null)).Error);
        }

        ResumeStore.Open(folder.Location, Manifest, null).Dispose();
    }

    [Fact]
    public void Open_refuses_a_file_in_place_of_the_directory()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("file"), "");
        PicoException failure = Assert.Throws<PicoException>(() => ResumeStore.Open(folder.File("file"), Manifest, null));
        Assert.Same(ErrorCatalog.ResumeStorage, failure.Error);
        Assert.Equal(folder.File("file"), failure.Values["directory"]);
    }

    [Fact]
    public void Open_writes_a_damaged_manifest_again_and_says_so()
    {
        using TemporaryFolder folder = new();
        ResumeStore.Open(folder.Location, Manifest, null).Dispose();
        File.WriteAllText(folder.File("run.txt"), "no manifest");
        List<string> warnings = [];
        ResumeStore.Open(folder.Location, Manifest, warnings.Add).Dispose();
        Assert.Single(warnings);
        ResumeStore.Open(folder.Location, Manifest, Assert.Fail).Dispose();
    }

    [Fact]
    public void Load_reports_damage_and_shards_under_a_wrong_number()
    {
        using TemporaryFolder folder = new();
        using ResumeStore store = ResumeStore.Open(folder.Location, Manifest, null);
        store.Save(Shard);
        File.Copy(folder.File("shard-00001.bin"), folder.File("shard-00002.bin"));
        byte[] bytes = File.ReadAllBytes(folder.File("shard-00001.bin"));
        File.WriteAllBytes(folder.File("shard-00001.bin"), bytes[..^1]);
        List<string> warnings = [];
        Assert.Null(store.Load(1, warnings.Add));
        Assert.Null(store.Load(2, warnings.Add));
        Assert.Equal(2, warnings.Count);
        store.Save(Shard);
        Assert.NotNull(store.Load(1, Assert.Fail));
    }

    [Fact]
    public void Save_into_a_directory_that_went_away_is_a_typed_error()
    {
        using TemporaryFolder folder = new();
        string nested = folder.File("run");
        using ResumeStore store = ResumeStore.Open(nested, Manifest, null);
        Directory.Delete(nested, recursive: true);
        Assert.Same(ErrorCatalog.ResumeStorage, Assert.Throws<PicoException>(() => store.Save(Shard)).Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pico-resume 1")]
    [InlineData("pico-resume 1\nengine")]
    [InlineData("pico-resume 1\nengine\n")]
    [InlineData("pico-resume 1\nengine 1\nengine 1\n")]
    [InlineData("pico-resume 2\nengine 1\n")]
    public void Parse_refuses_what_is_no_manifest(string text) => Assert.Null(RunManifest.Parse(System.Text.Encoding.UTF8.GetBytes(text)));

    private static RunManifest With(
        string? engine = null, string? program = null, string? input = null, string? parameters = null, string? key = null,
        int? shards = null, int[]? shapes = null, string? chain = null, uint? nonce = null) => new()
        {
            Engine = engine ?? Manifest.Engine,
            ProgramSha256 = program ?? Manifest.ProgramSha256,
            InputSha256 = input ?? Manifest.InputSha256,
            Parameters = parameters ?? Manifest.Parameters,
            KeyDigest = key ?? Manifest.KeyDigest,
            Shards = shards ?? Manifest.Shards,
            Shapes = shapes ?? Manifest.Shapes,
            ChainDigest = chain ?? Manifest.ChainDigest,
            Nonce = nonce ?? Manifest.Nonce,
        };
}
