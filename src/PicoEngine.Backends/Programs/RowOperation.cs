// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Programs;

/// <summary>An operation on registers.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Target">The register that it writes; it may be an operand.</param>
/// <param name="Left">The left or only operand; the first constraint of a sum.</param>
/// <param name="Right">The right operand, or the number of a constant, or how many constraints a sum takes.</param>
internal readonly record struct RowOperation(RowOperationKind Kind, int Target, int Left = 0, int Right = 0);
