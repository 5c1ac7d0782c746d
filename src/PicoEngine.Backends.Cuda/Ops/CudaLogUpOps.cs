// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Backends.Cuda.LogUp;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Cuda.Ops;

/// <summary>LogUp on a device; leaves are made of the stacked columns of the committed groups. One thread at a time.</summary>
internal sealed class CudaLogUpOps(CudaQueue queue) : ILogUpOps
{
    /// <summary>Bytes on the device of the tree of a shard: 52.5 for each real leaf, and the description of its interactions besides.</summary>
    /// <param name="machine">The tables.</param>
    /// <param name="heights">Per table its height in blocks.</param>
    public static long TreeBytes(Machine machine, ReadOnlySpan<int> heights)
    {
        var rows = new uint[machine.LeafGroups.Length];
        for (var g = 0; g < rows.Length; g++)
        {
            var table = machine.LeafGroups[g].Table;
            rows[g] = (uint)heights[table] << machine.Tables[table].LogBlockHeight;
        }

        NativeCall.Check(NativeMethods.pico_logup_tree_size(
            machine.Limits.LogMaximumHeight, in MemoryMarshal.GetReference<uint>(rows), (nuint)rows.Length, out var bytes));
        return checked((long)bytes);
    }

    public KoalaBearExtension5? SumGlobal(CommittedShard shard, KoalaBearExtension5 globalAlpha, KoalaBearExtension5 globalBeta)
    {
        ArgumentNullException.ThrowIfNull(shard);
        using var scope = queue.Enter(ProverPhase.LogUp);
        LeafProgram program = new(shard, new(default, default, globalAlpha, globalBeta), globalOnly: true);
        if (program.Heights.Length == 0)
        {
            return KoalaBearExtension5.Zero;
        }

        // The sum is the root of the tree of these leaves alone; a tree has one variable at least.
        using var tree = CudaFractionTree.Build(queue, Math.Max(shard.Machine.Limits.LogMaximumHeight, 1), program, Columns(shard));
        return tree.Root.Denominator.IsZero ? null : tree.Root.Numerator * tree.Root.Denominator.Inverse();
    }

    public IFractionTree BuildTree(CommittedShard shard, FingerprintChallenges<KoalaBearExtension5> challenges)
    {
        ArgumentNullException.ThrowIfNull(shard);
        using var scope = queue.Enter(ProverPhase.LogUp);
        return CudaFractionTree.Build(
            queue, shard.Machine.Limits.LogMaximumHeight, new LeafProgram(shard, challenges, globalOnly: false), Columns(shard));
    }

    public IFractionTree BuildTree(int logRows, IReadOnlyList<Fraction<KoalaBearExtension5>[]> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        using var scope = queue.Enter(ProverPhase.LogUp);
        return CudaFractionTree.Build(queue, logRows, groups);
    }

    private CudaBuffer[] Columns(CommittedShard shard) => [.. shard.Groups.Select(group => queue.Own(group).Columns)];
}
