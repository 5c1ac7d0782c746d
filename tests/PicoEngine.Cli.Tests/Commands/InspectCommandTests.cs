// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

public sealed class InspectCommandTests(ProvenFibonacci proven) : IClassFixture<ProvenFibonacci>
{
    [Theory]
    [InlineData("fibonacci")]
    [InlineData("sha256")]
    [InlineData("keccak")]
    [InlineData("quicksort")]
    [InlineData("instructions")]
    [InlineData("precompiles")]
    public void Inspect_committed_guest_says_what_it_is(string guest)
    {
        byte[] file = File.ReadAllBytes(Guests.Elf(guest));
        CommandRun run = CommandRun.Of("inspect", Guests.Elf(guest), "--json");
        Assert.Equal(0, run.ExitCode);
        JsonElement facts = run.Json();
        Assert.Equal("elf", facts.GetProperty("kind").GetString());
        Assert.Equal(file.Length, facts.GetProperty("byteCount").GetInt32());
        Assert.Equal("0x" + Convert.ToHexStringLower(SHA256.HashData(file)), facts.GetProperty("programSha256").GetString());
        Assert.Equal($"0x{BitConverter.ToUInt32(file, 24):x8}", facts.GetProperty("entry").GetString());
        Assert.Equal("_start", facts.GetProperty("entrySymbol").GetString());
        Assert.Equal("PicoEngine's C SDK", facts.GetProperty("sdk").GetString());
        ulong instructions = facts.GetProperty("instructions").GetUInt64();
        Assert.Equal(instructions, facts.GetProperty("opcodes").EnumerateObject().Aggregate(0ul, (sum, member) => sum + member.Value.GetUInt64()));
        JsonElement[] segments = [.. facts.GetProperty("segments").EnumerateArray()];
        Assert.Equal(facts.GetProperty("imageWords").GetInt64(), segments.Sum(segment => segment.GetProperty("fileWords").GetInt64()));
        Assert.Contains(segments, segment => segment.GetProperty("access").GetString() == "r-x");
    }

    [Fact]
    public void Inspect_names_the_system_calls_in_the_code()
    {
        JsonElement facts = CommandRun.Of("inspect", Guests.Elf("sha256"), "--json").Json();
        Assert.Equal(
            ["HALT", "WRITE", "COMMIT", "HINT_LEN", "HINT_READ", "SHA_COMPRESS", "SHA_EXTEND"],
            facts.GetProperty("systemCalls").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(0, facts.GetProperty("unresolvedSystemCalls").GetInt32());
    }

    [Fact]
    public void Inspect_text_has_a_table_of_segments()
    {
        CommandRun run = CommandRun.Of("inspect", Guests.Fibonacci);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("rv32im", run.Output, StringComparison.Ordinal);
        Assert.Contains("0x00200800", run.Output, StringComparison.Ordinal);
        Assert.Contains("rw-", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_unknown_file_ends_with_10()
    {
        CommandRun run = CommandRun.Of("inspect", Guests.FibonacciInput, "--json");
        run.AssertFails(10, "PICO-10008");
        Assert.Equal("file-kind-unknown", run.Json().GetProperty("error").GetProperty("name").GetString());
    }

    [Fact]
    public void Inspect_empty_file_ends_with_10()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("inspect", folder.Write("empty", [])).AssertFails(10, "PICO-10008");
    }

    [Fact]
    public void Inspect_damaged_elf_ends_with_10()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("inspect", folder.Write("cut.elf", File.ReadAllBytes(Guests.Fibonacci)[..40])).AssertFails(10, "PICO-10001");
    }

    [Fact]
    public void Inspect_missing_file_ends_with_10() => CommandRun.Of("inspect", "absent.elf").AssertFails(10, "PICO-10007");

    [Fact]
    public void Inspect_proof_says_what_it_claims_and_that_nothing_was_verified()
    {
        CommandRun run = CommandRun.Of("inspect", proven.ProofFile, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement facts = run.Json();
        Assert.Equal("proof", facts.GetProperty("kind").GetString());
        Assert.False(facts.GetProperty("verified").GetBoolean());
        Assert.True(facts.GetProperty("commitsPublicValues").GetBoolean());
        Assert.Equal(new FileInfo(proven.ProofFile).Length, facts.GetProperty("byteCount").GetInt64());
        foreach (string member in (string[])["vkeyDigest", "publicValues", "parameters", "securityBits", "runUnionBits", "shards"])
        {
            Assert.Equal(proven.Report.GetProperty(member).ToString(), facts.GetProperty(member).ToString());
        }

        JsonElement made = Assert.Single(proven.Report.GetProperty("shardDetails").EnumerateArray());
        JsonElement shard = Assert.Single(facts.GetProperty("shardDetails").EnumerateArray());
        Assert.Equal(made.GetProperty("proofBytes").GetInt64(), shard.GetProperty("proofBytes").GetInt64());
        Assert.Equal(made.GetProperty("shape").GetInt32(), shard.GetProperty("shape").GetInt32());

        Assert.Equal(0, facts.GetProperty("annotationBytes").GetInt32());
        Assert.Equal(2, facts.GetProperty("formatVersion").GetInt32());

        string text = CommandRun.Of("inspect", proven.ProofFile, "-v").Output;
        Assert.Contains("not verified", text, StringComparison.Ordinal);
        Assert.Contains(proven.VkeyDigest, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_proof_with_another_output_says_so()
    {
        using var folder = new TemporaryFolder();
        byte[] proof = File.ReadAllBytes(proven.ProofFile);
        byte[] values = Convert.FromHexString(proven.Report.GetProperty("publicValues").GetString()![2..]);
        proof[proof.AsSpan().IndexOf(values)] ^= 1;
        string file = folder.Write("output.pico", proof);
        Assert.False(CommandRun.Of("inspect", file, "--json").Json().GetProperty("commitsPublicValues").GetBoolean());
        Assert.Contains("not what the run committed to", CommandRun.Of("inspect", file).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_proof_says_how_long_its_annotation_is()
    {
        using var folder = new TemporaryFolder();
        byte[] proof = File.ReadAllBytes(proven.ProofFile);
        proof[^4] = 3; // the length of the annotation, the last number of a file without one
        string file = folder.Write("annotated.pico", [.. proof, 1, 2, 3]);
        Assert.Equal(3, CommandRun.Of("inspect", file, "--json").Json().GetProperty("annotationBytes").GetInt32());
        Assert.Contains("3 bytes, which no proof is about", CommandRun.Of("inspect", file).Output, StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("verify", file, "--vkey", proven.VkeyDigest).ExitCode);
        proof[^1] = 1;
        CommandRun.Of("inspect", folder.Write("long.pico", proof)).AssertFails(4, "PICO-4001");
    }

    [Fact]
    public void Inspect_damaged_proof_ends_with_4()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("inspect", folder.Write("cut.pico", File.ReadAllBytes(proven.ProofFile)[..1000])).AssertFails(4, "PICO-4001");
    }

    [Theory]
    [InlineData("128")]
    [InlineData("100")]
    public void Inspect_key_says_what_it_is(string security)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Path("fibonacci.vkey");
        JsonElement key = CommandRun.Of("vkey", "--elf", Guests.Fibonacci, "--security", security, "-o", file, "--json").Json();
        JsonElement facts = CommandRun.Of("inspect", file, "--json").Json();
        Assert.Equal("vkey", facts.GetProperty("kind").GetString());
        Assert.Equal("CORE-" + security, facts.GetProperty("parameters").GetString());
        foreach (string member in (string[])["vkeyDigest", "machine", "securityBits"])
        {
            Assert.Equal(key.GetProperty(member).ToString(), facts.GetProperty(member).ToString());
        }

        Assert.Contains(key.GetProperty("vkeyDigest").GetString()!, CommandRun.Of("inspect", file).Output, StringComparison.Ordinal);
        CommandRun.Of("inspect", folder.Write("cut.vkey", File.ReadAllBytes(file)[..40])).AssertFails(10, "PICO-10011");
    }
}
