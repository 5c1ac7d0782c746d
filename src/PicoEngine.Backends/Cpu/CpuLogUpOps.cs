// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Cpu;

/// <summary>Leaves are made of the rows on the host.</summary>
internal sealed class CpuLogUpOps(ElementBufferPool pool, int degreeOfParallelism) : ILogUpOps
{
    public KoalaBearExtension5? SumGlobal(CommittedShard shard, KoalaBearExtension5 globalAlpha, KoalaBearExtension5 globalBeta)
    {
        ArgumentNullException.ThrowIfNull(shard);
        return GlobalSum.Compute(shard.Machine, shard.Witness, globalAlpha, globalBeta, pool, degreeOfParallelism, ILeafKernel.Widest);
    }

    public IFractionTree BuildTree(CommittedShard shard, FingerprintChallenges<KoalaBearExtension5> challenges)
    {
        ArgumentNullException.ThrowIfNull(shard);
        var leaves = LeafWriter.Write(shard.Machine, shard.Witness, challenges, pool, degreeOfParallelism, ILeafKernel.Widest);
        return new CpuFractionTree(leaves, IFractionKernel.Widest, degreeOfParallelism);
    }

    public IFractionTree BuildTree(int logRows, IReadOnlyList<Fraction<KoalaBearExtension5>[]> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        FractionLeaves leaves = new(new FractionLayout(logRows, [.. groups.Select(group => group.Length)]), pool);
        for (var group = 0; group < groups.Count; group++)
        {
            for (var row = 0; row < groups[group].Length; row++)
            {
                leaves[group, row] = groups[group][row];
            }
        }

        return new CpuFractionTree(leaves, IFractionKernel.Widest, degreeOfParallelism);
    }
}
