// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Builders;

/// <summary>What the all-zero rows of a table with preprocessed columns mean to the buses.</summary>
public enum PaddingRows
{
    /// <summary>Nothing: a preprocessed 0/1 column guards every interaction of the table, which key generation checks.</summary>
    Guarded = 0,

    /// <summary>The all-zero tuple is a valid entry, as in a table of all bytes.</summary>
    ValidEntry = 1,
}
