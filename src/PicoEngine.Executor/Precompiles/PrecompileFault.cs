// SPDX-License-Identifier: MIT OR Apache-2.0
namespace PicoEngine.Executor.Precompiles;

/// <summary>Why a precompile refuses its operands. On any fault the operand words are left as they were.</summary>
/// <remarks>The caller turns a fault into a typed error with the place in the program; README.md of this folder lists which precompile gives which fault.</remarks>
public enum PrecompileFault
{
    /// <summary>The operation was carried out.</summary>
    None = 0,

    /// <summary>Weierstrass addition of two points with the same x: equal points (the guest must double) or opposite points (the sum is infinity, which has no affine form).</summary>
    EqualX,

    /// <summary>A slope or a quotient would divide by zero: doubling a Weierstrass point with y = 0, or an Edwards addition of points off the curve.</summary>
    ZeroDenominator,

    /// <summary>Decompression of a coordinate that no point of the curve has: the value under the root is not a square.</summary>
    NonResidue,

    /// <summary>A coordinate of a point, or a word of a Poseidon2 state, is not below the modulus of the field.</summary>
    NonCanonicalInput,

    /// <summary>Decompression asks for the odd (or larger) one of two roots that are both zero: ed25519 with x = 0 and sign 1.</summary>
    InvalidSign,

    /// <summary>A decompression flag other than 0 and 1.</summary>
    InvalidFlag,
}
