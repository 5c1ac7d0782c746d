// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Fields;

namespace PicoEngine.Air.Symbolic;

/// <summary>A coefficient times a product of variables.</summary>
/// <param name="Variables">In ascending order, repeated for powers; numbered as in <see cref="Polynomial"/>.</param>
/// <param name="Coefficient">Not zero.</param>
public readonly record struct Term(ImmutableArray<int> Variables, KoalaBear Coefficient)
{
    /// <summary>Degree in the columns and the real-row indicator.</summary>
    public int Degree => Variables.Count(variable => variable >= Polynomial.RealRow);
}
