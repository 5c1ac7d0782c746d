// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Programs;

/// <summary>What an operation of a <see cref="RowProgram"/> does with whole registers.</summary>
internal enum RowOperationKind
{
    /// <summary>left + right.</summary>
    Add,

    /// <summary>left - right.</summary>
    Subtract,

    /// <summary>left right.</summary>
    Multiply,

    /// <summary>- left.</summary>
    Negate,

    /// <summary>left + constant.</summary>
    AddConstant,

    /// <summary>constant - left.</summary>
    SubtractFromConstant,

    /// <summary>left constant.</summary>
    MultiplyConstant,

    /// <summary>The constant.</summary>
    SetConstant,

    /// <summary>Adds weighted constraints to the sum of all; their registers are free then.</summary>
    SumConstraints,
}
