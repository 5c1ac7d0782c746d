// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Air.Symbolic;

/// <summary>A node of an expression graph; its operands have smaller numbers than itself.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Left">The left or only operand; the index of a column or public value.</param>
/// <param name="Right">The right operand.</param>
/// <param name="Value">The constant.</param>
public readonly record struct ExpressionNode(ExpressionKind Kind, int Left = 0, int Right = 0, KoalaBear Value = default);
