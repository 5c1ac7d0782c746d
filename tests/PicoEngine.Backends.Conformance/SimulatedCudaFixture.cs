// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Executor.Tests;
using Xunit;

namespace PicoEngine.Backends.Conformance;

/// <summary>The CUDA backend, its native library and its kernels, over a driver that runs kernels on the processor.</summary>
public sealed class SimulatedCudaFixture : IProverFixture
{
    /// <summary>The collection of its tests, which run one after the other: a simulated device takes all threads by itself.</summary>
    public const string Collection = "simulated CUDA device";

    private static readonly string Driver = RepositoryFiles.FullPath("artifacts/native/libpico_simulated_cuda.so");

    private static readonly Lazy<CudaContext> Context = new(CreateContext);

    public static string? Missing =>
        File.Exists(Driver) && File.Exists(Path.Combine(AppContext.BaseDirectory, "libpico_native.so"))
            ? null
            : "the native library was not built before the tests: ./build.sh native";

    /// <summary>The device.</summary>
    public static CudaContext CreateContext() => DeviceInventory.Open(Driver, Driver).CreateContext();

    public static IProverBackend Create() => new CudaBackend(Context.Value, degreeOfParallelism: 2);

    public static IPrimitiveBackend CreatePrimitive() => Create();
}

[Collection(SimulatedCudaFixture.Collection)]
public sealed class SimulatedCudaPoseidon2Tests : Poseidon2Tests<SimulatedCudaFixture>;

[Collection(SimulatedCudaFixture.Collection)]
public sealed class SimulatedCudaNttTests : NttTests<SimulatedCudaFixture>;

[Collection(SimulatedCudaFixture.Collection)]
public sealed class SimulatedCudaMerkleTreeTests : MerkleTreeTests<SimulatedCudaFixture>;

[Collection(SimulatedCudaFixture.Collection)]
public sealed class SimulatedCudaCommitmentTests : CommitmentTests<SimulatedCudaFixture>;

[Collection(SimulatedCudaFixture.Collection)]
public sealed class SimulatedCudaLogUpTests : LogUpTests<SimulatedCudaFixture>;

[Collection(SimulatedCudaFixture.Collection)]
public sealed class SimulatedCudaZerocheckTests : ZerocheckTests<SimulatedCudaFixture>;

[Collection(SimulatedCudaFixture.Collection)]
public sealed class SimulatedCudaOpeningTests : OpeningTests<SimulatedCudaFixture>;

[Collection(SimulatedCudaFixture.Collection)]
public sealed class SimulatedCudaGrindingTests : GrindingTests<SimulatedCudaFixture>;

[Collection(SimulatedCudaFixture.Collection)]
public sealed class SimulatedCudaShardProofTests : ShardProofTests<SimulatedCudaFixture>;
