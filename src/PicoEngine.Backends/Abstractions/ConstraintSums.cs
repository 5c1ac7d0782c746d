// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The two sums of the constraint sumcheck at some points of a variable. Their eq factors differ, so they stay apart until the message.</summary>
/// <param name="Constraints">Of all batched constraints, by point.</param>
/// <param name="Leaves">Of all batched leaves, by point, without their common factor eta.</param>
public sealed record ConstraintSums(KoalaBearExtension5[] Constraints, KoalaBearExtension5[] Leaves);
