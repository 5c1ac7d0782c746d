// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Ilgpu;
using Xunit;

namespace PicoEngine.Backends.Conformance;

/// <summary>The ILGPU backend over ILGPU's simulation of a device, which runs the kernels as they are written on the processor.</summary>
public sealed class IlgpuFixture : IProverFixture
{
    /// <summary>The collection of its tests, which run one after the other: each starts a thread for every thread of a group.</summary>
    public const string Collection = "simulated ILGPU device";

    private static readonly Lazy<IProvingDevice> Device = new(() =>
    {
        var provider = IlgpuDeviceProvider.OpenClAndSimulation();
        return provider.Open(provider.List().Devices.Length - 1);
    });

    public static string? Missing => null;

    public static IProverBackend Create() => Device.Value.CreateBackend(2);

    public static IPrimitiveBackend CreatePrimitive() => Create();
}

[Collection(IlgpuFixture.Collection)]
public sealed class IlgpuPoseidon2Tests : Poseidon2Tests<IlgpuFixture>;

[Collection(IlgpuFixture.Collection)]
public sealed class IlgpuNttTests : NttTests<IlgpuFixture>;

[Collection(IlgpuFixture.Collection)]
public sealed class IlgpuMerkleTreeTests : MerkleTreeTests<IlgpuFixture>;

[Collection(IlgpuFixture.Collection)]
public sealed class IlgpuCommitmentTests : CommitmentTests<IlgpuFixture>;

[Collection(IlgpuFixture.Collection)]
public sealed class IlgpuShardProofTests : ShardProofTests<IlgpuFixture>;
