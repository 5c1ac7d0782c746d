// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Ilgpu.Devices;
using PicoEngine.Backends.Ilgpu.Ops;

namespace PicoEngine.Backends.Ilgpu;

/// <summary>What is written as ILGPU kernels: permutations, trees and transforms.</summary>
public sealed class IlgpuPrimitives : IPrimitiveBackend
{
    /// <param name="accelerator">The device; the caller's, and open for as long as this is in use.</param>
    internal IlgpuPrimitives(IlgpuAccelerator accelerator)
    {
        Name = accelerator.Name;
        Poseidon2 = new IlgpuPoseidon2Ops(accelerator);
        MerkleTree = new IlgpuMerkleTreeOps(accelerator);
        Ntt = new IlgpuNttOps(accelerator);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IPoseidon2Ops Poseidon2 { get; }

    /// <inheritdoc/>
    public IMerkleTreeOps MerkleTree { get; }

    /// <inheritdoc/>
    public INttOps Ntt { get; }

    /// <summary>Nothing to give back: the memory of an operation lasts no longer than it does.</summary>
    public void Dispose()
    {
    }
}
