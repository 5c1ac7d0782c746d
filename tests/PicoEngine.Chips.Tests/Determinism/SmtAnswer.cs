// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips.Tests.Determinism;

/// <summary>What a solver says of a set of formulas.</summary>
internal enum SmtAnswer
{
    /// <summary>Nothing within its time.</summary>
    Unknown,

    /// <summary>They have a solution.</summary>
    Satisfiable,

    /// <summary>They have none.</summary>
    Unsatisfiable,
}
