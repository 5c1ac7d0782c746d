// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Oracle;

/// <summary>Who notices that a cell of a right execution was changed.</summary>
public enum ProbeVerdict
{
    /// <summary>The value is what it was.</summary>
    Unchanged = 0,

    /// <summary>The verifying key: the column is preprocessed.</summary>
    ByKey = 1,

    /// <summary>A constraint of the row.</summary>
    ByConstraint = 2,

    /// <summary>A bus: the messages of the row are no longer the same multiset, so a bus that balanced no longer does.</summary>
    ByBus = 3,

    /// <summary>Nobody: constraints hold and the row sends the same messages. The cell is free, or a rule is missing.</summary>
    Unnoticed = 4,
}
