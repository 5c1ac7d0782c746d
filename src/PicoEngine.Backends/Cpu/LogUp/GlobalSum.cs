// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>The sum of a shard's fractions on global buses, which its statement declares.</summary>
internal static class GlobalSum
{
    /// <summary>Adds the fractions up without a division, and divides once.</summary>
    /// <returns>The sum, or null when a fingerprint is zero under these challenges.</returns>
    public static KoalaBearExtension5? Compute(
        Machine machine,
        ShardWitness witness,
        KoalaBearExtension5 globalAlpha,
        KoalaBearExtension5 globalBeta,
        ElementBufferPool pool,
        int degreeOfParallelism,
        ILeafKernel kernel)
    {
        var total = KoalaBearExtension5.Zero;
        foreach (var table in machine.Tables)
        {
            LeafRows rows = new(
                table,
                witness.Traces[table.Index],
                witness.PublicValues,
                [
                    .. machine.LeafGroups.Where(leaf => leaf.Table == table.Index && table.Interactions[leaf.Interactions[0]].Bus.IsGlobal)
                        .Select(leaf => leaf.Interactions),
                ],
                new(default, default, globalAlpha, globalBeta),
                pool,
                degreeOfParallelism);
            var sum = kernel.Sum(rows);
            if (sum.Denominator.IsZero)
            {
                return null;
            }

            total += sum.Numerator * sum.Denominator.Inverse();
        }

        return total;
    }
}
