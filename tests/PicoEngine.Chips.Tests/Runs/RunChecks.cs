// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Verifier.Run;

namespace PicoEngine.Chips.Tests.Runs;

/// <summary>The verifier's own rules between the shards of a run, for the oracle.</summary>
internal static class RunChecks
{
    public static List<string> Broken(KeyedMachine machine, IReadOnlyList<ShardWitness> shards)
    {
        RunRules rules = new(RunStatement.FromWords(machine.Statement.AsSpan())!);
        List<string> broken = [];

        // The first rejection is the verdict, as in the verifier.
        var rejection = shards.Select(shard => rules.Add([.. shard.PublicValues.Select(value => value.ToCanonical())])).FirstOrDefault(found => found is not null)
            ?? rules.Finish();
        if (rejection is { } refused)
        {
            broken.Add(refused.Reason.ToString());
        }

        var image = GuestRun.Index(machine.Machine.Definition.RunRoles!.ImageTable);
        if (shards.Count(shard => shard.Traces[image].Height > 0) != 1)
        {
            broken.Add(nameof(RunRejectionReason.ImageCount));
        }

        var fractions = shards.Sum(shard => HeightCheck.GlobalFractionCount(machine.Machine, shard.Heights(machine.Machine)));
        if (fractions > 1L << machine.Machine.Limits.LogMaximumFractions)
        {
            broken.Add(nameof(RunRejectionReason.GlobalFractions));
        }

        return broken;
    }
}
