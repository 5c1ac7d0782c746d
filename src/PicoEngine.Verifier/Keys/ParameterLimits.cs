// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Verifier.Keys;

/// <summary>A parameter set as the language of constraints sees it: that language does not know the protocol, this project knows both.</summary>
public static class ParameterLimits
{
    /// <summary>The limits that machines for a parameter set are compiled with.</summary>
    public static MachineLimits ToMachineLimits(this SystemParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return new(
            parameters.LogMaximumHeight,
            parameters.LogBlockHeights,
            parameters.LogPieceHeight,
            parameters.LogStackedHeight,
            parameters.StackedWidths,
            parameters.LogMaximumFractions,
            parameters.MaximumMessageLength,
            parameters.InteractionsPerLeaf);
    }
}
