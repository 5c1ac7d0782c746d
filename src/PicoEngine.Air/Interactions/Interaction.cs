// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Symbolic;
using PicoEngine.Fields;

namespace PicoEngine.Air.Interactions;

/// <summary>A compiled send or receive of a table, or of the public values.</summary>
/// <param name="Bus">The bus.</param>
/// <param name="Message">
/// One polynomial of degree at most 1 per element. In a table its constants are multiplied by the real-row indicator s, so that it vanishes on rows that
/// do not exist; the public values have no rows and keep theirs.
/// </param>
/// <param name="Multiplicity">Degree at most 1, no constant; a receive is negative.</param>
public sealed record Interaction(Bus Bus, ImmutableArray<Polynomial> Message, Polynomial Multiplicity)
{
    /// <summary>
    /// The largest absolute value of the multiplicity in a row, given what key generation checked: boolean columns, at most one of them 1, times
    /// constants. For the table side of a lookup, whose multiplicity is any field element, it counts the row once and bounds nothing.
    /// </summary>
    public uint MaximumMultiplicity => Multiplicity.Terms.IsEmpty
        ? 0
        : Multiplicity.Terms.Max(term => Math.Min(term.Coefficient.ToCanonical(), KoalaBear.Modulus - term.Coefficient.ToCanonical()));
}
