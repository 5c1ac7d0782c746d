// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Conformance;

/// <summary>The first NVIDIA GPU of this machine.</summary>
public sealed class CudaFixture : IProverFixture
{
    private static readonly Lazy<(CudaContext? Context, string? Missing)> Device = new(() =>
    {
        try
        {
            return (DeviceInventory.Open().CreateContext(), null);
        }
        catch (PicoException missing)
        {
            return (null, $"no CUDA device: {missing.Message}");
        }
    });

    public static string? Missing => Device.Value.Missing;

    public static IProverBackend Create() => new CudaBackend(Device.Value.Context!);

    public static IPrimitiveBackend CreatePrimitive() => Create();
}

public sealed class CudaPoseidon2Tests : Poseidon2Tests<CudaFixture>;

public sealed class CudaNttTests : NttTests<CudaFixture>;

public sealed class CudaMerkleTreeTests : MerkleTreeTests<CudaFixture>;

public sealed class CudaCommitmentTests : CommitmentTests<CudaFixture>;

public sealed class CudaLogUpTests : LogUpTests<CudaFixture>;

public sealed class CudaZerocheckTests : ZerocheckTests<CudaFixture>;

public sealed class CudaOpeningTests : OpeningTests<CudaFixture>;

public sealed class CudaGrindingTests : GrindingTests<CudaFixture>;

public sealed class CudaShardProofTests : ShardProofTests<CudaFixture>;
