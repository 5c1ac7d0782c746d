// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Verifier.Stark.IndexSumcheck;

/// <summary>The messages of the index sumcheck.</summary>
/// <param name="Rounds">One per index variable.</param>
/// <param name="StackClaims">The value of every stacked column, groups in order, at the point that comes out.</param>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
public sealed record IndexSumcheckProof<TElement>(SumcheckMessage<TElement>[] Rounds, TElement[] StackClaims);
