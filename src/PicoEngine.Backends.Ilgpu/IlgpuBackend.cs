// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Backends.Ilgpu.Devices;
using PicoEngine.Backends.Ilgpu.Ops;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Backends.Ilgpu;

/// <summary>Proves with a device that commits and a processor that does all the rest: proofs are those of <see cref="CpuBackend"/>, byte for byte.</summary>
/// <remarks>
/// The line is drawn behind the commitments, because what the device sends back there is small, a digest for some hundred cells, and needs no second form of
/// anything: columns stay on the host, where rows are made and where the other parts of the proof read them, the tree is the processor's own type, and
/// codewords are not copied but made again where queries ask for them, unless they are to be kept. All other parts would need kernels for extension
/// elements and constraint programs, and the columns on the device. So a group is one of the host's memory, and those of the processor and of all devices are one kind.
/// </remarks>
public sealed class IlgpuBackend : IProverBackend
{
    private readonly IlgpuPrimitives _primitives;
    private readonly CpuBackend _host;

    /// <param name="accelerator">The device; the caller's, and open for as long as this is in use.</param>
    /// <param name="degreeOfParallelism">Threads of the host; no result depends on it.</param>
    internal IlgpuBackend(IlgpuAccelerator accelerator, int degreeOfParallelism)
    {
        _primitives = new IlgpuPrimitives(accelerator);
        _host = new CpuBackend(degreeOfParallelism, MemorySpace.Host, (parameters, group, columns, storage, pool) =>
            DeviceCommitment.Commit(accelerator, parameters, group, columns, storage, pool));
    }

    /// <inheritdoc/>
    public string Name => _primitives.Name;

    /// <summary>The host's: the device has memory of its own only while it commits.</summary>
    public MemorySpace Memory => _host.Memory;

    /// <inheritdoc/>
    public IPoseidon2Ops Poseidon2 => _primitives.Poseidon2;

    /// <inheritdoc/>
    public IMerkleTreeOps MerkleTree => _primitives.MerkleTree;

    /// <inheritdoc/>
    public INttOps Ntt => _primitives.Ntt;

    /// <inheritdoc/>
    public ICommitmentOps Commitments => _host.Commitments;

    /// <inheritdoc/>
    public ILogUpOps LogUp => _host.LogUp;

    /// <inheritdoc/>
    public IZerocheckOps Zerocheck => _host.Zerocheck;

    /// <inheritdoc/>
    public IOpeningOps Opening => _host.Opening;

    /// <inheritdoc/>
    public IGrindingOps Grinding => _host.Grinding;

    /// <inheritdoc/>
    public MemoryPlan Plan(SystemParameters parameters, Machine machine, ReadOnlySpan<int> heights) => _host.Plan(parameters, machine, heights) with { Device = Name };

    /// <inheritdoc/>
    public void ReleaseUnused() => _host.ReleaseUnused();

    /// <summary>Frees all memory of the host that is not lent now, and what is lent when it comes back.</summary>
    public void Dispose()
    {
        _host.Dispose();
        _primitives.Dispose();
    }
}
