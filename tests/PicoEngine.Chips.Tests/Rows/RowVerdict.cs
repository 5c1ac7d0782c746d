// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>What becomes of a changed row.</summary>
internal enum RowVerdict
{
    /// <summary>A constraint fails.</summary>
    Constraint,

    /// <summary>A lookup finds no entry.</summary>
    Lookup,

    /// <summary>It takes or gives what no other row can have given or will take: no trace with it balances.</summary>
    Impossible,

    /// <summary>Accepted, and it says what the instruction set says: the row of an execution.</summary>
    Right,

    /// <summary>Accepted, and the messages of the state and of cells are those before the change: a cell is free.</summary>
    Free,

    /// <summary>Accepted, silent on all buses: padding.</summary>
    Silent,

    /// <summary>Accepted, and it is not what the instruction set says.</summary>
    Forged,
}
