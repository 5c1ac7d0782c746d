// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Cuda.Zerocheck;

/// <summary>A value that counts in the sum of all constraints of a table.</summary>
/// <param name="Instruction">Its instruction in the table's program.</param>
/// <param name="Weight">Its weight.</param>
internal readonly record struct ConstraintPart(int Instruction, KoalaBearExtension5 Weight);
