// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Executor;
using PicoEngine.Fields;
using PicoEngine.Proving.Pipeline;
using PicoEngine.Proving.Sizing;
using PicoEngine.Verifier.Files;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Estimates;

/// <summary>Says what proving an executed run would take: its shards are replayed and given their shapes, but not proved.</summary>
internal sealed class RunEstimator(ProgramKey key, Calibration calibration)
{
    public ProofEstimate Estimate(ExecutionReport report, RunShards shards, int lanes, long memoryLimit, int annotationLength, CancellationToken cancellation)
    {
        CostModel costs = new(calibration);
        KeyedShape any = key.VerifyingKey.Shapes[0];
        Dictionary<ProvingPhase, double> seconds = new()
        {
            [ProvingPhase.Execute] = report.Duration.TotalSeconds,
            [ProvingPhase.Setup] = costs.Commit(any.Parameters, ColumnGroup.Preprocessed),
        };
        List<ShardFacts> facts = [];
        List<long> shardBytes = [];
        for (int number = 1; number <= shards.Count; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            (KeyedShape shape, int[] heights) = shards.Plan(number);
            foreach ((ProvingPhase phase, double time) in costs.Shard(shape, heights, shards.Count == 1 ? 1 : 2))
            {
                seconds[phase] = seconds.GetValueOrDefault(phase) + time;
            }

            facts.Add(RunFacts.Shard(number, shape, heights, shards.Cycles(number)));
            shardBytes.Add(MemoryModel.ShardBytes(shape, heights));
        }

        return new ProofEstimate
        {
            Cycles = report.Cycles,
            Shards = facts,
            StageSeconds = seconds.OrderBy(stage => stage.Key).ToDictionary(),
            PeakMemoryBytes = MemoryModel.ProcessBytes + MemoryModel.KeyBytes(any) + shardBytes.OrderDescending().Take(lanes).Sum(),
            MemoryLimitBytes = memoryLimit,
            ProofBytes = FileBytes(report, facts, annotationLength),
            SecurityBits = RunFacts.Security(key.VerifyingKey.Family, facts.Count),
        };
    }

    /// <summary>Bytes of the proof file, see <see cref="ProofFile"/>.</summary>
    private long FileBytes(ExecutionReport report, List<ShardFacts> shards, int annotationLength)
    {
        int nonce = key.VerifyingKey.Family.Parameters.LogUpGrindingBits > 0 ? 1 : 0;
        long head = ProofFile.Magic.Length + sizeof(uint) + KeyFile.Write(key.VerifyingKey).Length + sizeof(uint) + report.PublicValues.Length
            + sizeof(uint) + (sizeof(uint) * nonce);
        long statement = sizeof(uint) * (1 + RunPublicValues.All.Length + KoalaBearExtension5.Degree);
        return head + shards.Sum(shard => statement + shard.ProofBytes) + sizeof(uint) + annotationLength;
    }
}
