// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using PicoEngine.Air.Symbolic;

namespace PicoEngine.Chips.Tests.Determinism;

/// <summary>Something that is true of every accepted row, or of two rows that take the same off the buses.</summary>
/// <param name="Kind">What is said.</param>
/// <param name="Parts">Of which polynomials.</param>
/// <param name="End">What an integer is below.</param>
/// <param name="Condition">Columns that must be known before two rows are known to agree in the part.</param>
internal sealed record RowStatement(RowStatementKind Kind, IReadOnlyList<Polynomial> Parts, BigInteger End = default, ImmutableSortedSet<int>? Condition = null)
{
    /// <summary>All columns that occur.</summary>
    public ImmutableSortedSet<int> Columns { get; } = [.. Parts.SelectMany(part => part.Columns)];

    /// <summary>Whether it holds as soon as these columns are known.</summary>
    public bool HoldsGiven(IReadOnlySet<int> known) => Condition is null || Condition.All(known.Contains);

    /// <summary>Writes it.</summary>
    public void WriteTo(TwoRowScript script)
    {
        switch (Kind)
        {
            case RowStatementKind.Zero:
                script.AssertZero(Parts);
                break;
            case RowStatementKind.Range:
                script.AssertRange(Parts[0], End);
                break;
            case RowStatementKind.TopBit:
                script.AssertTopBit(Parts[0], Parts[1]);
                break;
            case RowStatementKind.Function:
                script.AssertFunction(Parts.SkipLast(1), Parts[^1]);
                break;
            default:
                script.AssertSame(Parts[0]);
                break;
        }
    }
}
