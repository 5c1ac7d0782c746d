// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;

namespace PicoEngine.Backends.Conformance;

public sealed class CpuFixture : IProverFixture
{
    public static string? Missing => null;

    public static IProverBackend Create() => new CpuBackend(degreeOfParallelism: 2);

    public static IPrimitiveBackend CreatePrimitive() => Create();
}

public sealed class CpuPoseidon2Tests : Poseidon2Tests<CpuFixture>;

public sealed class CpuNttTests : NttTests<CpuFixture>;

public sealed class CpuMerkleTreeTests : MerkleTreeTests<CpuFixture>;

public sealed class CpuCommitmentTests : CommitmentTests<CpuFixture>;

public sealed class CpuLogUpTests : LogUpTests<CpuFixture>;

public sealed class CpuZerocheckTests : ZerocheckTests<CpuFixture>;

public sealed class CpuOpeningTests : OpeningTests<CpuFixture>;

public sealed class CpuGrindingTests : GrindingTests<CpuFixture>;

public sealed class CpuShardProofTests : ShardProofTests<CpuFixture>;
