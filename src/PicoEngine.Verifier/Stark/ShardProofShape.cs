// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Whir;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Verifier.Stark;

/// <summary>All lengths of a shard proof: functions of machine and parameters alone, never of the proof.</summary>
public static class ShardProofShape
{
    /// <summary>Layers of the fractional-sum tree.</summary>
    public static int LayerCount(Machine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return machine.Limits.LogMaximumHeight + machine.LogLeafGroups;
    }

    /// <summary>The words of a proof.</summary>
    public static long WordCount(SystemParameters parameters, Machine machine)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(machine);
        long digests = CapSize(parameters, 1) + CapSize(parameters, 2);
        long elements = FractionalSumShape.ElementCount(LayerCount(machine))
            + ZerocheckShape.SkipElements(parameters.LogSkip)
            + (ZerocheckShape.RoundElements * (parameters.LogMaximumHeight - parameters.LogSkip))
            + machine.ColumnCount
            + (2 * parameters.IndexVariables)
            + parameters.StackedWidth;
        return machine.Tables.Length
            + (Digest.Length * digests)
            + (parameters.LogUpGrindingBits == 0 ? 0 : 1)
            + (KoalaBearExtension5.Degree * elements)
            + WhirShape.WordCount(parameters);
    }

    internal static int CapSize(SystemParameters parameters, int group) => WhirShape.CapSize(parameters, WhirShape.GroupLayout(parameters, group));
}
