// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips.Tests.Precompiles.Curves;

/// <summary>What a call does.</summary>
internal enum CurveCallKind
{
    Add,
    Double,

    /// <summary>Finds y; the flag is its parity.</summary>
    DecompressByParity,

    /// <summary>Finds y; the flag says that it is the larger one.</summary>
    DecompressByOrder,

    EdwardsAdd,

    /// <summary>Finds x; the flag is its parity.</summary>
    EdwardsDecompress,
}
