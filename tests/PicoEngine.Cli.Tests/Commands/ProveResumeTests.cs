// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text;
using System.Text.Json;
using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

/// <summary>A run of two shards that is stopped in the second, and taken up again.</summary>
public sealed class ProveResumeTests
{
    // n = 60000 with shards as small as they get.
    private static readonly string[] Run = ["prove", "--elf", Guests.Fibonacci, "--input", "0x60ea0000", "--memory-limit", "1600MiB", "--progress", "json"];

    [Fact]
    public void Prove_cancelled_in_a_shard_ends_with_8_and_goes_on_with_the_finished_ones()
    {
        using var folder = new TemporaryFolder();
        string proof = folder.Path("run.pico");
        string shards = folder.Path("shards");
        using var source = new CancellationTokenSource();
        using var output = new StringWriter();
        using var error = new CancellingWriter(source, "\"stage\":\"commit\",\"shard\":2");
        var context = new CommandContext { Output = output, Error = error, OpenInput = () => Stream.Null, Cancellation = source.Token };
        int exitCode = PicoCommand.Run([.. Run, "-o", proof, "--resume", shards, "--json"], context);
        Assert.True(exitCode == 8, error.ToString());
        using (JsonDocument report = JsonDocument.Parse(output.ToString()))
        {
            Assert.Equal("PICO-8001", report.RootElement.GetProperty("error").GetProperty("code").GetString());
        }

        Assert.False(File.Exists(proof));
        Assert.False(File.Exists(proof + ".part"));
        string finished = Assert.Single(Directory.GetFiles(shards, "shard-*.bin"));

        CommandRun again = CommandRun.Of([.. Run, "-o", proof, "--resume", shards, "--json"]);
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(2, again.Json().GetProperty("shards").GetInt32());
        Assert.Equal(1, again.Json().GetProperty("reusedShards").GetInt32());
        string key = again.Json().GetProperty("vkeyDigest").GetString()!;
        Assert.Equal(2, CommandRun.Of("verify", proof, "--vkey", key, "--json").Json().GetProperty("shards").GetInt32());

        // A damaged shard is made again, with a warning, and the proof is the same.
        byte[] first = File.ReadAllBytes(proof);
        byte[] stored = File.ReadAllBytes(finished);
        stored[stored.Length / 2] ^= 1;
        File.WriteAllBytes(finished, stored);
        CommandRun repaired = CommandRun.Of([.. Run, "-o", proof, "--resume", shards, "--json"]);
        Assert.True(repaired.ExitCode == 0, repaired.Error);
        Assert.Contains("warning: the stored proof of shard 1", repaired.Error, StringComparison.Ordinal);
        Assert.Equal(1, repaired.Json().GetProperty("reusedShards").GetInt32());
        Assert.Equal(first, File.ReadAllBytes(proof));
    }

    /// <summary>Stands for somebody who presses Ctrl-C when a line appears.</summary>
    private sealed class CancellingWriter(CancellationTokenSource source, string mark) : StringWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(mark, StringComparison.Ordinal) == true)
            {
                source.Cancel();
            }
        }
    }
}
