// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Abstractions;

/// <summary>A device that does permutations, trees and transforms. A partial backend is this and no more; one that proves is an <see cref="IProverBackend"/>.</summary>
/// <remarks>
/// Results are exact and the same on every backend, run after run. One thread uses a backend and what it made at a time, unless an implementation says more;
/// different backends work side by side. Arguments in host memory are read or written until the call returns and not kept. A device that fails throws a
/// <see cref="DeviceException"/> and is not used any more; wrong arguments throw <see cref="ArgumentException"/>.
/// </remarks>
public interface IPrimitiveBackend : IDisposable
{
    /// <summary>For logs and reports, such as <c>cpu</c> or <c>cuda:0</c>.</summary>
    public string Name { get; }

    /// <summary>Permutations alone, for tests and benchmarks.</summary>
    public IPoseidon2Ops Poseidon2 { get; }

    /// <summary>Trees alone, for tests and benchmarks.</summary>
    public IMerkleTreeOps MerkleTree { get; }

    /// <summary>Transforms alone, for tests and benchmarks.</summary>
    public INttOps Ntt { get; }
}
