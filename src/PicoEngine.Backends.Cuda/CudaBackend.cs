// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Commitments;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Cuda.Ops;
using PicoEngine.Contracts.Errors;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Backends.Cuda;

/// <summary>An NVIDIA GPU. All of its work is queued on one stream; several backends of one context work side by side and read each other's groups.</summary>
/// <remarks>Memory comes from the driver's pool of the device, which keeps what is freed for whoever asks next.</remarks>
public sealed class CudaBackend : IProverBackend
{
    private readonly CudaQueue _queue;
    private readonly CudaCommitmentOps _commitments;

    /// <summary>Memory of the host that a backend pins for its copies.</summary>
    public static long PinnedByteCount => ColumnUpload.PinnedByteCount + CudaQueue.PinnedByteCount;

    /// <summary>A backend.</summary>
    /// <param name="context">The device; the caller's, and open for as long as this and its groups are in use.</param>
    /// <param name="degreeOfParallelism">Threads of the host that help where rows are copied; no result depends on it.</param>
    /// <exception cref="PicoException">The device refuses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    public CudaBackend(CudaContext context, int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        _queue = new CudaQueue(context);
        _commitments = new CudaCommitmentOps(_queue, degreeOfParallelism);
        Poseidon2 = new CudaPoseidon2Ops(_queue);
        MerkleTree = new CudaMerkleTreeOps(_queue);
        Ntt = new CudaNttOps(_queue);
        LogUp = new CudaLogUpOps(_queue);
        Zerocheck = new CudaZerocheckOps(_queue);
        Opening = new CudaOpeningOps(_queue);
        Grinding = new CudaGrindingOps(_queue);
    }

    /// <inheritdoc/>
    public string Name => _queue.Name;

    /// <inheritdoc/>
    public MemorySpace Memory => _queue.Memory;

    /// <inheritdoc/>
    public IPoseidon2Ops Poseidon2 { get; }

    /// <inheritdoc/>
    public IMerkleTreeOps MerkleTree { get; }

    /// <inheritdoc/>
    public INttOps Ntt { get; }

    /// <inheritdoc/>
    public ICommitmentOps Commitments => _commitments;

    /// <inheritdoc/>
    public ILogUpOps LogUp { get; }

    /// <inheritdoc/>
    public IZerocheckOps Zerocheck { get; }

    /// <inheritdoc/>
    public IOpeningOps Opening { get; }

    /// <inheritdoc/>
    public IGrindingOps Grinding { get; }

    /// <inheritdoc/>
    public MemoryPlan Plan(SystemParameters parameters, Machine machine, ReadOnlySpan<int> heights) => CudaMemory.Plan(Name, parameters, machine, heights);

    /// <inheritdoc/>
    public void ReleaseUnused()
    {
        using var scope = _queue.Enter();
        _queue.Stream.Synchronize();
        _queue.Context.Trim();
    }

    /// <summary>Waits for queued work and gives the stream and pinned memory back. Groups that were made stay.</summary>
    public void Dispose()
    {
        _queue.Synchronize();
        _commitments.Dispose();
        _queue.Dispose();
    }
}
