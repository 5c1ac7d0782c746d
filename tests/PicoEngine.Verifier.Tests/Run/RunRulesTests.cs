// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Verifier.Run;
using Xunit;

namespace PicoEngine.Verifier.Tests.Run;

/// <summary>The rules between the public values of a run, each broken alone; also those that no machine can be made to break in a test.</summary>
public sealed class RunRulesTests
{
    private static readonly RunStatement Statement = new(0x1000, 3, 500);

    [Fact]
    public void Rules_accept_a_right_run() => Assert.Null(Check(_ => { }));

    // Shards 1 to 4; shard 3 halts.
    public static TheoryData<string, int, uint, int, RunRejectionReason> Faults { get; } = new()
    {
        { "k", 1, 2, 1, RunRejectionReason.ShardNumber },
        { "k", 2, 1, 2, RunRejectionReason.ShardNumber },
        { "k", 4, 5, 4, RunRejectionReason.ShardNumber },
        { "pc_in", 1, 0x1004, 1, RunRejectionReason.PcContinuity },
        { "pc_in", 3, 0, 3, RunRejectionReason.PcContinuity },
        { "pc_out", 1, 0x1008, 2, RunRejectionReason.PcContinuity },
        { "pc_out", 1, 0, 1, RunRejectionReason.HaltedPc },
        { "pc_out", 3, 0x1000, 3, RunRejectionReason.HaltedPc },
        { "pc_out", 4, 0x1000, 4, RunRejectionReason.HaltedPc },
        { "ts_out", 1, 1 << 27, 1, RunRejectionReason.PublicValueRange },
        { "ts_out", 2, 0, 2, RunRejectionReason.PublicValueRange },
        { "ts_out", 2, KoalaBear.Modulus - 1, 2, RunRejectionReason.PublicValueRange },
        { "ts_out", 4, 5, 4, RunRejectionReason.AfterHalt },
        { "key_in", 1, 1, 1, RunRejectionReason.ChainContinuity },
        { "key_in", 3, 101, 3, RunRejectionReason.ChainContinuity },
        { "key_out", 1, 51, 2, RunRejectionReason.ChainContinuity },
        { "key_out", 2, 49, 2, RunRejectionReason.ChainRange },
        { "key_out", 4, 501, 4, RunRejectionReason.ChainRange },
        { "key_out", 4, KoalaBear.Modulus - 1, 4, RunRejectionReason.ChainRange },
        { "segments_on", 1, 0, 0, RunRejectionReason.SegmentCount },
        { "segments_on", 4, 1, 0, RunRejectionReason.SegmentCount },
        { "segments_on", 4, KoalaBear.Modulus - 1, 0, RunRejectionReason.SegmentCount },
        { "halts", 3, 0, 3, RunRejectionReason.HaltedPc },
        { "halts", 3, 2, 3, RunRejectionReason.PublicValueRange },
        { "halts", 3, KoalaBear.Modulus - 1, 3, RunRejectionReason.PublicValueRange },
        { "halts", 4, 1, 4, RunRejectionReason.HaltCount },
        { "halts", 1, 1, 1, RunRejectionReason.HaltedPc },
        { "exit_lo", 3, 1, 3, RunRejectionReason.ExitCode },
        { "exit_hi", 3, 1, 3, RunRejectionReason.ExitCode },
        { "exit_lo", 1, 1, 1, RunRejectionReason.ExitCode },
        { "exit_hi", 3, 1 << 16, 3, RunRejectionReason.PublicValueRange },
        { "exit_lo", 3, KoalaBear.Modulus - (1 << 16), 3, RunRejectionReason.PublicValueRange },
        { "c[0]", 2, 0, 0, RunRejectionReason.CommitMissing },
        { "c[7]", 3, 0, 7, RunRejectionReason.CommitMissing },
        { "digest[0]", 1, 1, 2, RunRejectionReason.DigestDiffers },
        { "digest[31]", 4, 0, 4, RunRejectionReason.DigestDiffers },
        { "digest[5]", 2, 256, 2, RunRejectionReason.PublicValueRange },
        { "deferred[0]", 1, 1, 1, RunRejectionReason.DeferredDigest },
        { "deferred[31]", 4, 1, 4, RunRejectionReason.DeferredDigest },
        { "deferred[7]", 4, 256, 4, RunRejectionReason.PublicValueRange },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Rules_refuse_every_other_value(string name, int shard, uint value, int place, RunRejectionReason reason)
    {
        var rejection = Check(shards => shards[shard - 1][Value(name).Index] = value);
        Assert.Equal(reason, rejection?.Reason);
        Assert.Equal(place, reason == RunRejectionReason.CommitMissing ? rejection?.Item : rejection?.Shard);
        if (reason == RunRejectionReason.PublicValueRange)
        {
            Assert.Equal(Value(name).Index, rejection?.Item);
        }
    }

    // Nothing binds how often a word is committed, only that it is; nor the multiplicities of the deferred digest, which is zero.
    [Theory]
    [InlineData("c[0]", 1, 1)]
    [InlineData("c[7]", 4, 5)]
    [InlineData("c[8]", 1, 1)]
    [InlineData("c[15]", 4, 2)]
    [InlineData("ts_out", 1, 77)]
    public void Rules_leave_what_other_checks_bind(string name, int shard, uint value) =>
        Assert.Null(Check(shards => shards[shard - 1][Value(name).Index] = value));

    [Fact]
    public void Run_without_halt_is_refused()
    {
        RunRules rules = new(Statement);
        var shards = Shards();
        Assert.Null(rules.Add(shards[0]));
        Assert.Null(rules.Add(shards[1]));
        Assert.Equal(new RunRejection(RunRejectionReason.HaltCount), rules.Finish());
    }

    private static PublicValue Value(string name) => RunPublicValues.All.Single(value => value.Name == name);

    private static RunRejection? Check(Action<uint[][]> change)
    {
        var shards = Shards();
        change(shards);
        RunRules rules = new(Statement);
        foreach (var shard in shards)
        {
            if (rules.Add(shard) is { } rejection)
            {
                return rejection;
            }
        }

        return rules.Finish();
    }

    private static uint[][] Shards() =>
    [
        Shard(1, (0x1000, 0x1004), 5, (0, 50), segments: 2),
        Shard(2, (0x1004, 0x1010), 13, (50, 100), segments: 1, commits: [0, 1, 2, 3]),
        Shard(3, (0x1010, 0), 9, (100, 100), halts: 1, commits: [4, 5, 6, 7]),
        Shard(4, (0, 0), 1, (100, 500)),
    ];

    private static uint[] Shard(
        uint k, (uint In, uint Out) pc, uint ts, (uint In, uint Out) key, uint segments = 0, uint halts = 0, params int[] commits)
    {
        var values = new uint[RunPublicValues.All.Length];
        uint[] head = [k, pc.In, pc.Out, ts, key.In, key.Out, segments, halts];
        head.CopyTo(values, 0);
        foreach (var word in commits)
        {
            values[RunPublicValues.Commits[word].Index] = 1;
        }

        for (var i = 0; i < RunPublicValues.DigestBytes; i++)
        {
            values[RunPublicValues.Digest[i].Index] = (uint)(i * 8);
        }

        return values;
    }
}
