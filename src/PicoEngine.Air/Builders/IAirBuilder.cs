// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;

namespace PicoEngine.Air.Builders;

/// <summary>What a table sees of the backend that reads it: its columns and the public values go in, constraints and interactions come out.</summary>
/// <remarks>
/// A table has one row in sight: there is no next row, sequence goes over buses. A backend may be a compiler, an evaluator or a checker; the table cannot
/// tell which (protocol document, section 2).
/// </remarks>
/// <typeparam name="TExpr">The expressions of the backend.</typeparam>
public interface IAirBuilder<TExpr>
    where TExpr : struct, IAirExpression<TExpr>
{
    /// <summary>The cell of a column in the row.</summary>
    public TExpr this[Column column] { get; }

    /// <summary>A public value; a constant as far as degrees are concerned.</summary>
    public TExpr this[PublicValue value] { get; }

    /// <summary>Demands that an expression is zero in every row. Its degree is at most 3, and it is zero in the all-zero row whatever the public values are.</summary>
    public void AssertZero(TExpr expression);

    /// <summary>Puts a message on a bus.</summary>
    /// <param name="bus">Where the message goes; over all rows and tables, every message must add up to multiplicity zero.</param>
    /// <param name="message">As many expressions of degree at most 1 as the bus has.</param>
    /// <param name="multiplicity">How many times; degree at most 1 and zero in the all-zero row.</param>
    public void Send(Bus bus, ReadOnlySpan<TExpr> message, TExpr multiplicity);

    /// <summary>Takes a message off a bus: a send with the negated multiplicity.</summary>
    public void Receive(Bus bus, ReadOnlySpan<TExpr> message, TExpr multiplicity) => Send(bus, message, -multiplicity);

    /// <summary>Demands that a message is an entry of the table that receives on a lookup bus. For the reader; the same as a send.</summary>
    public void Lookup(Bus bus, ReadOnlySpan<TExpr> message, TExpr multiplicity) => Send(bus, message, multiplicity);

    /// <summary>Demands that an expression is 0 or 1. Key generation looks for this when a multiplicity must be a selector.</summary>
    public void AssertBoolean(TExpr expression) => AssertZero(expression * (expression - 1));

    /// <summary>Demands that two expressions agree.</summary>
    public void AssertEqual(TExpr left, TExpr right) => AssertZero(left - right);

    /// <summary>Demands that an expression is zero where <paramref name="condition"/> is not; the degrees add up.</summary>
    public void AssertZeroWhen(TExpr condition, TExpr expression) => AssertZero(condition * expression);
}
