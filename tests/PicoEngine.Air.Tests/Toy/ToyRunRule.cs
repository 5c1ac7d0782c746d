// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>The checks over a run of the toy machine that need public values and heights only.</summary>
internal static class ToyRunRule
{
    public const string ShardNumber = "shard index";
    public const string PcContinuity = "pc continuity";
    public const string ChainContinuity = "address chain continuity";
    public const string Exit = "exit code";
    public const string Digest = "committed digest";
    public const string NoHalt = "the run does not end in HALT";
    public const string CommitCount = "COMMIT count";
    public const string ChainEnd = "end of the address chain";
    public const string SegmentCount = "number of segments";
    public const string OneImage = "the image must be in exactly one shard";
    public const string Fractions = "number of global fractions";

    public static Func<IReadOnlyList<ShardWitness>, IReadOnlyList<string>> For(KeyedMachine machine) => shards => Check(machine, shards);

    private static List<string> Check(KeyedMachine machine, IReadOnlyList<ShardWitness> shards)
    {
        List<string> broken = [];
        var statement = machine.Statement.Select(word => (long)word.ToCanonical()).ToArray();
        var (pc, key, fractions, images) = (statement[0], 0L, 0L, 0);
        for (var k = 0; k < shards.Count; k++)
        {
            long Value(PublicValue value) => shards[k].PublicValues[value.Index].ToCanonical();
            Require(Value(ToyPublicValues.Shard) == k + 1, ShardNumber);
            Require(Value(ToyPublicValues.PcIn) == pc, PcContinuity);
            Require(Value(ToyPublicValues.KeyIn) == key, ChainContinuity);
            Require(Value(ToyPublicValues.Halts) <= 1 && Value(ToyPublicValues.ExitCode) == 0, Exit);
            Require(Value(ToyPublicValues.Commits) <= 1
                && Value(ToyPublicValues.Committed) == shards[0].PublicValues[ToyPublicValues.Committed.Index].ToCanonical(), Digest);
            (pc, key) = (Value(ToyPublicValues.PcOut), Value(ToyPublicValues.KeyOut));
            var heights = shards[k].Heights(machine.Machine);
            fractions += HeightCheck.GlobalFractionCount(machine.Machine, heights);
            images += heights[ToyMachine.Index("image")] != 0 ? 1 : 0;
        }

        long Sum(PublicValue value) => shards.Sum(shard => (long)shard.PublicValues[value.Index].ToCanonical());
        Require(pc == 0 && Sum(ToyPublicValues.Halts) == 1, NoHalt);
        Require(Sum(ToyPublicValues.Commits) == 1, CommitCount);
        Require(key <= statement[2], ChainEnd);
        Require(Sum(ToyPublicValues.SegmentsOn) == statement[1], SegmentCount);
        Require(images == 1, OneImage);
        Require(fractions <= 1L << machine.Machine.Limits.LogMaximumFractions, Fractions);
        return broken;

        void Require(bool condition, string rule)
        {
            if (!condition && !broken.Contains(rule))
            {
                broken.Add(rule);
            }
        }
    }
}
