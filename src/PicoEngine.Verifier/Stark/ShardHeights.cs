// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;

namespace PicoEngine.Verifier.Stark;

/// <summary>Heights as integers.</summary>
public sealed class ShardHeights : IShardHeights<KoalaBearExtension5>
{
    private readonly KeyedMachine _machine;
    private readonly int[] _heights;

    /// <summary>The heights of a shard.</summary>
    /// <param name="machine">The machine with its preprocessed heights.</param>
    /// <param name="heights">Per table its height in blocks.</param>
    /// <exception cref="ArgumentException"><see cref="HeightCheck"/> refuses the heights.</exception>
    public ShardHeights(KeyedMachine machine, int[] heights)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(heights);
        if (HeightCheck.Find(machine, heights) is var fault and not HeightFault.None)
        {
            throw new ArgumentException($"The heights are refused: {fault}.", nameof(heights));
        }

        _machine = machine;
        _heights = heights;
    }

    /// <inheritdoc/>
    public KoalaBearExtension5 RealRows(int table, ReadOnlySpan<KoalaBearExtension5> rowPoint) =>
        IndexPolynomial.RealRows(_machine.Machine.Limits, _machine.Machine.Tables[table], _heights[table], rowPoint);

    /// <inheritdoc/>
    public KoalaBearExtension5 IndexWeight(
        ReadOnlySpan<KoalaBearExtension5> rowPoint, KoalaBearExtension5 lambda, ReadOnlySpan<KoalaBearExtension5> rho) =>
        IndexPolynomial.Evaluate(_machine, _heights, rowPoint, lambda, rho);
}
