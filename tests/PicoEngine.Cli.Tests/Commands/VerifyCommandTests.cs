// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

public sealed class VerifyCommandTests(ProvenFibonacci proven) : IClassFixture<ProvenFibonacci>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Verify_valid_proof_says_what_it_proves()
    {
        CommandRun run = Verify(proven.ProofFile, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement verdict = run.Json();
        Assert.True(verdict.GetProperty("valid").GetBoolean());
        Assert.Equal(proven.VkeyDigest, verdict.GetProperty("vkeyDigest").GetString());
        Assert.Equal(proven.Report.GetProperty("publicValues").GetString(), verdict.GetProperty("publicValues").GetString());
        Assert.Equal(proven.Report.GetProperty("securityBits").GetDouble(), verdict.GetProperty("securityBits").GetDouble());
        Assert.Equal(proven.Report.GetProperty("runUnionBits").GetDouble(), verdict.GetProperty("runUnionBits").GetDouble());
        Assert.Equal(1, verdict.GetProperty("shards").GetInt32());
        Assert.Equal(0, verdict.GetProperty("exitCode").GetInt32());

        string text = Verify(proven.ProofFile).Output;
        Assert.Contains(proven.VkeyDigest, text, StringComparison.Ordinal);
        Assert.Contains("valid", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_takes_the_key_file_of_vkey()
    {
        string file = _folder.Path("fibonacci.vkey");
        CommandRun key = CommandRun.Of("vkey", "--elf", Guests.Fibonacci, "-o", file, "--json");
        Assert.Equal(0, key.ExitCode);
        Assert.Equal(proven.VkeyDigest, key.Json().GetProperty("vkeyDigest").GetString());
        Assert.Equal(new FileInfo(file).Length, key.Json().GetProperty("keyBytes").GetInt64());
        Assert.Equal(0, CommandRun.Of("verify", proven.ProofFile, "--vkey", file).ExitCode);

        byte[] cut = File.ReadAllBytes(file)[..^1];
        CommandRun.Of("verify", proven.ProofFile, "--vkey", _folder.Write("cut.vkey", cut)).AssertFails(10, "PICO-10011");
    }

    [Fact]
    public void Verify_without_a_key_says_how_to_get_it()
    {
        CommandRun run = CommandRun.Of("verify", proven.ProofFile);
        run.AssertFails(2, "PICO-2001");
        Assert.Contains("pico vkey --elf", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_with_the_key_of_another_program_ends_with_7()
    {
        string other = CommandRun.Of("vkey", "--elf", Guests.Quicksort).Output.Trim();
        CommandRun run = CommandRun.Of("verify", proven.ProofFile, "--vkey", other, "--json");
        run.AssertFails(7, "PICO-7002");
        Assert.Equal(proven.VkeyDigest, run.Json().GetProperty("error").GetProperty("vkeyDigest").GetString());
    }

    [Fact]
    public void Verify_missing_proof_ends_with_10() => Verify(_folder.Path("absent.pico")).AssertFails(10, "PICO-10007");

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(200)]
    [InlineData(100_000)]
    [InlineData(-1)]
    public void Verify_truncated_proof_ends_with_4(int length)
    {
        byte[] proof = File.ReadAllBytes(proven.ProofFile);
        CommandRun run = Verify(_folder.Write("cut.pico", proof[..(length < 0 ? proof.Length + length : length)]), "--json");
        run.AssertFails(4, "PICO-4001");
        Assert.Equal("Truncated", run.Json().GetProperty("error").GetProperty("reason").GetString());
    }

    [Fact]
    public void Verify_proof_with_bytes_behind_it_ends_with_4() =>
        Verify(_folder.Write("long.pico", [.. File.ReadAllBytes(proven.ProofFile), 0])).AssertFails(4, "PICO-4001");

    [Fact]
    public void Verify_file_that_is_no_proof_ends_with_4() => Verify(Guests.Fibonacci).AssertFails(4, "PICO-4001");

    [Fact]
    public void Verify_proof_with_another_output_ends_with_4()
    {
        byte[] proof = File.ReadAllBytes(proven.ProofFile);
        byte[] values = Convert.FromHexString(proven.Report.GetProperty("publicValues").GetString()![2..]);
        proof[proof.AsSpan().IndexOf(values) + 4] ^= 1;
        Verify(_folder.Write("output.pico", proof)).AssertFails(4, "PICO-4003");
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    public void Verify_proof_with_an_altered_word_ends_with_4(double place)
    {
        byte[] proof = File.ReadAllBytes(proven.ProofFile);
        int at = (int)(place * proof.Length) & ~3;
        proof[at] ^= 1; // the low byte of a word stays canonical, but for one value in 2^23
        CommandRun run = Verify(_folder.Write("altered.pico", proof), "--json");
        run.AssertFails(4, "PICO-4002");
        JsonElement error = run.Json().GetProperty("error");
        Assert.Equal("ShardProof", error.GetProperty("reason").GetString());
        Assert.Equal(1, error.GetProperty("shard").GetInt32());
    }

    [Fact]
    public void Verify_proof_of_another_format_version_ends_with_7()
    {
        byte[] proof = File.ReadAllBytes(proven.ProofFile);
        proof[8] = 9; // behind the magic
        CommandRun run = Verify(_folder.Write("version.pico", proof));
        run.AssertFails(7, "PICO-7003");
        Assert.Contains("format version 9", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_holds_the_proof_against_public_values_and_exit_code()
    {
        byte[] values = Convert.FromHexString(proven.Report.GetProperty("publicValues").GetString()![2..]);
        Assert.Equal(0, Verify(proven.ProofFile, "--public-values", _folder.Write("values", values), "--expect-exit", "0").ExitCode);
        values[^1]++;
        Verify(proven.ProofFile, "--public-values", _folder.Write("values", values)).AssertFails(4, "PICO-4004");
        Verify(proven.ProofFile, "--public-values", _folder.Path("absent")).AssertFails(10, "PICO-10007");
        Verify(proven.ProofFile, "--expect-exit", "1").AssertFails(4, "PICO-4005");
    }

    private CommandRun Verify(string proof, params string[] more) => CommandRun.Of(["verify", proof, "--vkey", proven.VkeyDigest, .. more]);
}
