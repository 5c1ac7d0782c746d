// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Commitments;
using PicoEngine.Backends.Cpu.Zerocheck;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Backends.Cpu;

/// <summary>The processor, with the widest vectors that it has, on some threads. Its memory is the host's, lent by a pool that keeps what comes back.</summary>
/// <remarks>Several threads may use one, each with sessions of its own; they share the pool and each uses all the threads.</remarks>
public sealed class CpuBackend : IProverBackend
{
    /// <summary>A backend.</summary>
    /// <param name="degreeOfParallelism">Threads to use; no result depends on it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public CpuBackend(int degreeOfParallelism = 1)
        : this(degreeOfParallelism, MemorySpace.Host)
    {
    }

    /// <summary>A backend with parts of its own.</summary>
    /// <param name="degreeOfParallelism">Threads to use.</param>
    /// <param name="memory">The host's, or another, which makes its groups strangers to other backends, for tests.</param>
    /// <param name="commit">Makes codewords and trees; null for the processor.</param>
    internal CpuBackend(int degreeOfParallelism, MemorySpace memory, CommitColumns? commit = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        DegreeOfParallelism = degreeOfParallelism;
        Poseidon2 = new CpuPoseidon2Ops(degreeOfParallelism);
        MerkleTree = new CpuMerkleTreeOps(Pool, degreeOfParallelism);
        Ntt = new CpuNttOps(degreeOfParallelism);
        Memory = memory;
        CpuCommitmentOps commitments = new(Pool, memory, degreeOfParallelism, commit);
        Commitments = commitments;
        LogUp = new CpuLogUpOps(Pool, degreeOfParallelism);
        Zerocheck = new CpuZerocheckOps(Pool, degreeOfParallelism, IZerocheckKernel.Widest);
        Opening = new CpuOpeningOps(Pool, degreeOfParallelism, commitments);
        Grinding = new CpuGrindingOps(degreeOfParallelism);
    }

    /// <summary>Threads that it uses.</summary>
    public int DegreeOfParallelism { get; }

    /// <summary>Lends the memory.</summary>
    internal ElementBufferPool Pool { get; } = new();

    /// <inheritdoc/>
    public string Name => "cpu";

    /// <inheritdoc/>
    public MemorySpace Memory { get; }

    /// <inheritdoc/>
    public IPoseidon2Ops Poseidon2 { get; }

    /// <inheritdoc/>
    public IMerkleTreeOps MerkleTree { get; }

    /// <inheritdoc/>
    public INttOps Ntt { get; }

    /// <inheritdoc/>
    public ICommitmentOps Commitments { get; }

    /// <inheritdoc/>
    public ILogUpOps LogUp { get; }

    /// <inheritdoc/>
    public IZerocheckOps Zerocheck { get; }

    /// <inheritdoc/>
    public IOpeningOps Opening { get; }

    /// <inheritdoc/>
    public IGrindingOps Grinding { get; }

    /// <inheritdoc/>
    public MemoryPlan Plan(SystemParameters parameters, Machine machine, ReadOnlySpan<int> heights) => CpuMemory.Plan(Name, parameters, machine, heights);

    /// <inheritdoc/>
    public void ReleaseUnused() => Pool.ReleaseUnused();

    /// <summary>Frees all memory that is not lent now, and what is lent when it comes back.</summary>
    public void Dispose() => Pool.Dispose();
}
