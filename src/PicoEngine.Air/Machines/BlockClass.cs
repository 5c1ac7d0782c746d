// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Machines;

/// <summary>Which block heights the tables of a shape have. The numbers are part of the key.</summary>
public enum BlockClass
{
    /// <summary>Each table has the block height that its author chose.</summary>
    Large = 0,

    /// <summary>
    /// Every table without preprocessed columns has the smallest block height, so that a small program pays for few unused rows. A table with preprocessed
    /// columns keeps its own, because all shapes of a key share one commitment to them.
    /// </summary>
    Small = 1,
}
