// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Cpu.Evaluation;

/// <summary>Where a form stands in a <see cref="FormTable"/>.</summary>
/// <param name="Start">Its first term.</param>
/// <param name="Count">Its terms.</param>
/// <param name="Constant">The number of its constant; number 0 is zero.</param>
internal readonly record struct FormRange(int Start, int Count, int Constant);
