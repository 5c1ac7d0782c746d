// SPDX-License-Identifier: MIT OR Apache-2.0
using PicoEngine.Executor.Precompiles;
using Xunit;

namespace PicoEngine.Executor.Tests.Precompiles;

public sealed class AllocationTests
{
    // Without the hashes: their tables of constants cost a few bytes a call in code that the JIT has not optimised, and nothing after.
    [Fact]
    public void Field_and_curve_precompiles_do_not_allocate()
    {
        uint[] p = [.. Enumerable.Range(1, 64).Select(i => (uint)i)];
        uint[] q = [.. Enumerable.Range(2, 64).Select(i => (uint)i)];
        CallAll(p, q);
        long before = GC.GetAllocatedBytesForCurrentThread();
        CallAll(p, q);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void CallAll(uint[] p, uint[] q)
    {
        Array.Fill(p, 0x01234567u);
        Array.Fill(q, 0x00765432u);
        Uint256Multiplication.MultiplyModulo(p.AsSpan(0, 8), q.AsSpan(0, 16));
        Array.Fill(p, 0x01234567u);
        FieldOperation.Bls12381Fp2.Apply(FieldOperationKind.Multiply, p.AsSpan(0, 24), q.AsSpan(0, 24));
        FieldOperation.Bn254Fp.Apply(FieldOperationKind.Subtract, p.AsSpan(0, 8), q.AsSpan(0, 8));
        Array.Fill(p, 0x01234567u);
        WeierstrassCurve.Secp256k1.Add(p.AsSpan(0, 16), q.AsSpan(0, 16));
        WeierstrassCurve.Bls12381.Double(q.AsSpan(0, 24));
        WeierstrassCurve.Secp256r1.Decompress(p.AsSpan(0, 16), 1);
        Array.Fill(q, 0x00765432u);
        EdwardsCurve.Ed25519.Add(p.AsSpan(0, 16), q.AsSpan(0, 16));
        EdwardsCurve.Ed25519.Decompress(p.AsSpan(0, 16), 1);
    }
}
