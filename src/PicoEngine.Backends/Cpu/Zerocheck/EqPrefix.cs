// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <summary>The first values of an eq table, in time and memory that follow their number and not the size of the cube.</summary>
internal static class EqPrefix
{
    /// <summary>eq(<paramref name="point"/>, i) for i below <paramref name="count"/>, and perhaps some further.</summary>
    public static KoalaBearExtension5[] Build(ReadOnlySpan<KoalaBearExtension5> point, int count)
    {
        var log = count <= 1 ? 0 : BitOperations.Log2((uint)count - 1) + 1;
        var table = EqTable.Build(point[..log]);
        var zeros = KoalaBearExtension5.One;
        foreach (var coordinate in point[log..])
        {
            zeros *= KoalaBearExtension5.One - coordinate;
        }

        for (var i = 0; i < table.Length; i++)
        {
            table[i] *= zeros;
        }

        return table;
    }
}
