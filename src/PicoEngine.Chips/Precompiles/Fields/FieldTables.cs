// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Precompiles.Curves;

namespace PicoEngine.Chips.Precompiles.Fields;

/// <summary>The tables of field operations: one per size of field and degree of extension. Fields are those of the coordinates of the curves.</summary>
internal static class FieldTables
{
    /// <summary>SECP256K1_FP_* and BN254_FP_*.</summary>
    public static FieldOperationTable Fp256 { get; } = new("fp_256", 32, 1,
        new FieldParameters("secp256k1", WeierstrassParameters.Secp256k1.Modulus, 0x0001_012C),
        new FieldParameters("bn254", WeierstrassParameters.Bn254.Modulus, 0x0001_0126));

    /// <summary>BLS12381_FP_*.</summary>
    public static FieldOperationTable Fp384 { get; } = new("fp_384", 48, 1, new FieldParameters("bls12381", WeierstrassParameters.Bls12381.Modulus, 0x0001_0120));

    /// <summary>BN254_FP2_*.</summary>
    public static FieldOperationTable Quadratic256 { get; } = new("fp2_256", 32, 2, new FieldParameters("bn254", WeierstrassParameters.Bn254.Modulus, 0x0001_0129));

    /// <summary>BLS12381_FP2_*.</summary>
    public static FieldOperationTable Quadratic384 { get; } = new("fp2_384", 48, 2, new FieldParameters("bls12381", WeierstrassParameters.Bls12381.Modulus, 0x0001_0123));
}
