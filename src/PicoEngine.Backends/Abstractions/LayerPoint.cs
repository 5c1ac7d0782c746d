// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Abstractions;

/// <summary>At which value of the round's variable a layer's bracket is summed; the other value follows from the claim.</summary>
public enum LayerPoint
{
    /// <summary>At 1: always, but where the coordinate is 1.</summary>
    One,

    /// <summary>At 0.</summary>
    Zero,
}
