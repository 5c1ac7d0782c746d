// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <summary>The two sums of the constraint sumcheck at some points of a variable. Their eq factors differ, so they stay apart until the message.</summary>
internal sealed class RowSums(int points)
{
    private readonly Lock _gate = new();

    public KoalaBearExtension5[] Constraints { get; } = new KoalaBearExtension5[points];

    public KoalaBearExtension5[] Leaves { get; } = new KoalaBearExtension5[points];

    /// <summary>Adds a part that one thread has summed; the order does not matter in a field.</summary>
    public void Add(RowSums part)
    {
        lock (_gate)
        {
            for (var i = 0; i < Constraints.Length; i++)
            {
                Constraints[i] += part.Constraints[i];
                Leaves[i] += part.Leaves[i];
            }
        }
    }
}
