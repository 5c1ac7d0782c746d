// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Chips.Precompiles.Fields;

/// <summary>A field with calls for its operations.</summary>
/// <param name="Name">Of its flag.</param>
/// <param name="Modulus">An odd prime.</param>
/// <param name="AddCode">Code of the addition; that of the subtraction is the next, that of the product the one behind (guest ABI, "Complete syscall table").</param>
internal sealed record FieldParameters(string Name, BigInteger Modulus, uint AddCode);
