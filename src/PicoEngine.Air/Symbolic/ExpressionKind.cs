// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Symbolic;

/// <summary>What a node of an expression graph is.</summary>
public enum ExpressionKind
{
    /// <summary>A constant of the base field.</summary>
    Constant = 0,

    /// <summary>The cell of a column.</summary>
    Column = 1,

    /// <summary>A public value.</summary>
    PublicValue = 2,

    /// <summary>The real-row indicator s: 1 on rows that exist, 0 beyond.</summary>
    RealRow = 3,

    /// <summary>A sum.</summary>
    Add = 4,

    /// <summary>A difference.</summary>
    Subtract = 5,

    /// <summary>A product.</summary>
    Multiply = 6,

    /// <summary>A negation.</summary>
    Negate = 7,
}
