// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;

namespace PicoEngine.Air.Programs;

/// <summary>Where a <see cref="ConstraintProgram"/> leaves an interaction.</summary>
/// <param name="Message">The register of each element.</param>
/// <param name="Multiplicity">The register of the multiplicity.</param>
public readonly record struct InteractionRegisters(ImmutableArray<int> Message, int Multiplicity);
