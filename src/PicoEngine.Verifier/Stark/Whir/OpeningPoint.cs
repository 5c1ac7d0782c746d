// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark.Whir;

/// <summary>The point at which all stacked columns are opened: the weight of cell x is L(skip; x_0..x_(l-1)) eq(low; x_l..x_(b-1)) eq(row; x_b..x_(m-1)).</summary>
/// <param name="Skip">r_0, which binds the l low variables at once; not read when l = 0.</param>
/// <param name="Low">The other variables inside a piece of 2^b cells: b - l coordinates.</param>
/// <param name="Row">The piece inside a stacked column of 2^m cells: m - b coordinates.</param>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
public sealed record OpeningPoint<TElement>(TElement Skip, TElement[] Low, TElement[] Row);
