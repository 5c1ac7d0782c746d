// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Interop;

namespace PicoEngine.Backends.Cuda.Profiling;

/// <summary>Chains of instructions whose rate limits kernels.</summary>
public enum CeilingArithmetic
{
    /// <summary>x a + b on words: one instruction of the unit of products.</summary>
    MultiplyAdd = NativeCeilingKind.CeilingMultiplyAdd,

    /// <summary>The high half of x a: one instruction of the same unit.</summary>
    MultiplyHigh = NativeCeilingKind.CeilingMultiplyHigh,

    /// <summary>(x + a) ^ b: two instructions of the unit of additions and logic.</summary>
    AddLogic = NativeCeilingKind.CeilingAddLogic,

    /// <summary>x + a in the field.</summary>
    FieldSum = NativeCeilingKind.CeilingFieldSum,

    /// <summary>x a in the field.</summary>
    FieldProduct = NativeCeilingKind.CeilingFieldProduct,
}
