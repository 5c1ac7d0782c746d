// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Builders;

/// <summary>When a column is committed. The order of the members is the order of the columns of a table and of the stacked columns.</summary>
public enum ColumnGroup
{
    /// <summary>By the verifying key: program, image, ranges.</summary>
    Preprocessed = 0,

    /// <summary>In phase 1, before the global challenge.</summary>
    Boundary = 1,

    /// <summary>With the proof of the shard.</summary>
    Main = 2,
}
