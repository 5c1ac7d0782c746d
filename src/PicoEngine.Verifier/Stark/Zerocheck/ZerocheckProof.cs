// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark.Zerocheck;

/// <summary>The messages of the constraint sumcheck; <see cref="ZerocheckShape"/> has their lengths.</summary>
/// <param name="Skip">The coefficients of the polynomial of the skip round, the constant one first; empty without a skip round.</param>
/// <param name="Rounds">Per remaining row variable the coefficients 0, 2, 3, 4 of the round's polynomial.</param>
/// <param name="ColumnClaims">The value of every column of every table at the row point, by column number; zeros for absent tables.</param>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
public sealed record ZerocheckProof<TElement>(TElement[] Skip, TElement[][] Rounds, TElement[] ColumnClaims);
