// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text;
using System.Text.Json;
using PicoEngine.Cli.Inputs;
using PicoEngine.Verifier.Files;
using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

/// <summary>The proof of a real block: what is said of it, and what nothing is taken from that the proof does not bear out.</summary>
public sealed class ProveBlockCommandTests(ProvenBlock proven) : IClassFixture<ProvenBlock>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prove_block_says_which_block_it_proved_and_with_what()
    {
        AssertNamed(proven.Report.GetProperty("block"), "annotation");
        Assert.Equal("cpu", proven.Report.GetProperty("backend").GetString());
        Assert.StartsWith("cpu: ", proven.Report.GetProperty("backendReason").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, proven.Report.GetProperty("shards").GetInt32());
        Assert.Equal(new FileInfo(proven.ProofFile).Length, proven.Report.GetProperty("proofBytes").GetInt64());
        JsonElement[] events = [.. proven.Error.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["backend", "note"], events[..2].Select(item => item.GetProperty("event").GetString()));
        Assert.Equal(1, events[^1].GetProperty("fraction").GetDouble());
        Assert.True(CommandRun.Of("inspect", proven.ProofFile, "--json").Json().GetProperty("annotationBytes").GetInt32() > 0);
    }

    [Fact]
    public void Vkey_block_is_the_key_of_the_proof_and_of_the_committed_guest()
    {
        Assert.Equal(proven.VkeyDigest, CommandRun.Of("vkey", "--block").Output.Trim());
        Assert.Equal(proven.VkeyDigest, CommandRun.Of("vkey", "--elf", Guests.Elf("ethereum_block")).Output.Trim());
        Assert.NotEqual(proven.VkeyDigest, CommandRun.Of("vkey", "--block", "--security", "100").Output.Trim());
        CommandRun.Of("vkey").AssertFails(2, "PICO-2001");
        CommandRun.Of("vkey", "--block", "--elf", Guests.Fibonacci).AssertFails(2, "PICO-2001");
    }

    [Fact]
    public void Verify_says_which_block_chain_and_rules()
    {
        foreach (string[] options in (string[][])[["--block-guest"], ["--vkey", proven.VkeyDigest]])
        {
            CommandRun run = CommandRun.Of(["verify", proven.ProofFile, .. options, "--json"]);
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.True(run.Json().GetProperty("valid").GetBoolean());
            AssertNamed(run.Json().GetProperty("block"), "annotation");
        }

        string text = CommandRun.Of("verify", proven.ProofFile, "--block-guest").Output;
        Assert.Contains("21429992 of mainnet (1), Cancun rules: valid", text, StringComparison.Ordinal);
        Assert.Contains(Blocks.Hash, text, StringComparison.Ordinal);
        Assert.Contains("2024-12-18 14:24:11 UTC", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_without_or_with_two_keys_ends_with_2()
    {
        CommandRun run = CommandRun.Of("verify", proven.ProofFile);
        run.AssertFails(2, "PICO-2001");
        Assert.Contains("--block-guest", run.Error, StringComparison.Ordinal);
        CommandRun.Of("verify", proven.ProofFile, "--block-guest", "--vkey", proven.VkeyDigest).AssertFails(2, "PICO-2001");
        CommandRun.Of("verify", proven.ProofFile, "--security", "100", "--vkey", proven.VkeyDigest).AssertFails(2, "PICO-2001");
    }

    [Fact]
    public void Verify_at_another_level_ends_with_7() => CommandRun.Of("verify", proven.ProofFile, "--block-guest", "--security", "100").AssertFails(7, "PICO-7002");

    [Theory]
    [InlineData("missing", "no annotation")]
    [InlineData("unreadable", "none of a block")]
    [InlineData("contradicted", "contradicts")]
    public void Verify_with_another_annotation_is_right_and_names_no_block(string naming, string words)
    {
        string file = _folder.Write("altered.pico", WithAnnotation(annotation => naming switch
        {
            "missing" => [],
            "unreadable" => Encoding.UTF8.GetBytes("block 1 of mainnet, promised"),
            _ => [.. annotation[..200], (byte)(annotation[200] ^ 1), .. annotation[201..]],
        }));
        JsonElement block = CommandRun.Of("verify", file, "--block-guest", "--json").Json().GetProperty("block");
        Assert.Equal(naming, block.GetProperty("naming").GetString());
        Assert.Equal(1, block.GetProperty("chainId").GetInt32());
        Assert.All((string[])["number", "hash", "gasUsed", "timestamp"], member => Assert.Equal(JsonValueKind.Null, block.GetProperty(member).ValueKind));

        CommandRun run = CommandRun.Of("verify", file, "--block-guest");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("WHICH block is not known", run.Output, StringComparison.Ordinal);
        Assert.Contains(words, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Blocks.Hash, run.Output, StringComparison.Ordinal);

        // Whoever has the block needs no annotation.
        AssertNamed(CommandRun.Of("verify", file, "--block", Blocks.Small, "--json").Json().GetProperty("block"), "file");
    }

    [Fact]
    public void Verify_against_another_block_ends_with_4()
    {
        // The same block with another state root: nothing executes it here, and its payload has another root.
        string other = Blocks.Write(_folder, "other.json", block =>
        {
            block.Remove("hash");
            block["block"] = Changed(block["block"]!.GetValue<string>());
        });
        CommandRun run = CommandRun.Of("verify", proven.ProofFile, "--block", other, "--json");
        run.AssertFails(4, "PICO-4007");
        Assert.Equal(Blocks.Hash, run.Json().GetProperty("error").GetProperty("hash").GetString());
        CommandRun.Of("verify", proven.ProofFile, "--block", _folder.Path("absent.json")).AssertFails(10, "PICO-10007");
    }

    [Fact]
    public void Verify_of_a_block_that_was_not_found_valid_ends_with_4()
    {
        // The guest commits `false` for what it cannot decode, and that can be proved as well.
        string file = _folder.Path("false.pico");
        CommandRun made = CommandRun.Of("prove", "--elf", Guests.Elf("ethereum_block"), "--input", "0x1001", "-o", file, "--progress", "none");
        Assert.True(made.ExitCode == 0, made.Error);
        foreach (string[] options in (string[][])[["--block-guest"], ["--vkey", proven.VkeyDigest]])
        {
            CommandRun run = CommandRun.Of(["verify", file, .. options, "--json"]);
            run.AssertFails(4, "PICO-4006");
            Assert.Contains("could not decode", run.Error, StringComparison.Ordinal);
            Assert.False(run.Json().GetProperty("error").GetProperty("valid").GetBoolean());
        }
    }

    [Fact]
    public void Verify_does_not_take_a_proof_of_another_guest_for_one_of_a_block()
    {
        // A guest that says what the block guest says, in a file with the same annotation.
        Assert.Null(KnownFileOf(File.ReadAllBytes(proven.ProofFile), out ProofFile? block));
        string elf = _folder.Write("parrot.elf", Parrot.Elf(block!.Output.Span));
        string file = _folder.Path("parrot.pico");
        CommandRun made = CommandRun.Of("prove", "--elf", elf, "-o", file, "--progress", "none", "--json");
        Assert.True(made.ExitCode == 0, made.Error);
        Assert.Equal(proven.Report.GetProperty("publicValues").GetString(), made.Json().GetProperty("publicValues").GetString());
        Assert.Null(KnownFileOf(File.ReadAllBytes(file), out ProofFile? parrot));
        File.WriteAllBytes(file, ProofFile.Write(parrot!.Key, parrot.Output.Span, parrot.Run, block.Annotation.Span));

        CommandRun.Of("verify", file, "--block-guest").AssertFails(7, "PICO-7002");
        CommandRun.Of("verify", file, "--block", Blocks.Small).AssertFails(7, "PICO-7002");
        string key = made.Json().GetProperty("vkeyDigest").GetString()!;
        CommandRun.Of("verify", file, "--vkey", key, "--block", Blocks.Small).AssertFails(7, "PICO-7002");
        CommandRun run = CommandRun.Of("verify", file, "--vkey", key, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.False(run.Json().TryGetProperty("block", out _));
    }

    private static FileRejection? KnownFileOf(byte[] bytes, out ProofFile? file) => KnownFiles.ReadProof(bytes, out file);

    private static void AssertNamed(JsonElement block, string naming)
    {
        Assert.Equal(naming, block.GetProperty("naming").GetString());
        Assert.True(block.GetProperty("valid").GetBoolean());
        Assert.Equal((Blocks.Number, Blocks.Hash), (block.GetProperty("number").GetUInt64(), block.GetProperty("hash").GetString()));
        Assert.Equal((1u, "mainnet", "Cancun"), (block.GetProperty("chainId").GetUInt32(), block.GetProperty("chain").GetString(), block.GetProperty("fork").GetString()));
        Assert.Equal((62272, 30_000_000), (block.GetProperty("gasUsed").GetInt32(), block.GetProperty("gasLimit").GetInt32()));
    }

    private static string Changed(string block)
    {
        const string StateRoot = "a6aa9901fa5e28ea5012aeb0d7ec37136c37585f692ccbf17236584fea27f204";
        Assert.Contains(StateRoot, block, StringComparison.Ordinal);
        return block.Replace(StateRoot, "b6" + StateRoot[2..], StringComparison.Ordinal);
    }

    private byte[] WithAnnotation(Func<byte[], byte[]> change)
    {
        Assert.Null(KnownFileOf(File.ReadAllBytes(proven.ProofFile), out ProofFile? file));
        return ProofFile.Write(file!.Key, file.Output.Span, file.Run, change(file.Annotation.ToArray()));
    }
}
