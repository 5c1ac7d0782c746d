// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Layout;

/// <summary>Why a vector of heights is refused.</summary>
public enum HeightFault
{
    /// <summary>The heights are right.</summary>
    None = 0,

    /// <summary>There is not one height per table.</summary>
    Count = 1,

    /// <summary>A table is negative or larger than the largest table.</summary>
    Range = 2,

    /// <summary>A table with preprocessed columns is neither absent nor as high as the key says.</summary>
    Preprocessed = 3,

    /// <summary>The blocks of a group do not fit its stacked columns.</summary>
    Capacity = 4,

    /// <summary>More fractions than the bound, so that LogUp's error would be larger than computed.</summary>
    Fractions = 5,

    /// <summary>The multiplicities of a bus could add up to p.</summary>
    Multiplicities = 6,
}
