// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Ilgpu;
using PicoEngine.Contracts.Errors;
using Xunit;

namespace PicoEngine.Backends.Conformance;

/// <summary>The ILGPU backend on the first OpenCL device of this machine that has what it needs.</summary>
public sealed class OpenClFixture : IProverFixture
{
    public const string Collection = "OpenCL device";

    private static readonly Lazy<(IProvingDevice? Device, string? Missing)> First = new(() =>
    {
        try
        {
            var provider = IlgpuDeviceProvider.OpenCl();
            return (provider.Open(provider.List().Supported.FirstOrDefault()?.Index ?? 0), null);
        }
        catch (PicoException missing)
        {
            return (null, $"no OpenCL device: {missing.Message}");
        }
    });

    public static string? Missing => First.Value.Missing;

    public static IProverBackend Create() => First.Value.Device!.CreateBackend(2);

    public static IPrimitiveBackend CreatePrimitive() => Create();
}

[Collection(OpenClFixture.Collection)]
public sealed class OpenClPoseidon2Tests : Poseidon2Tests<OpenClFixture>;

[Collection(OpenClFixture.Collection)]
public sealed class OpenClNttTests : NttTests<OpenClFixture>;

[Collection(OpenClFixture.Collection)]
public sealed class OpenClMerkleTreeTests : MerkleTreeTests<OpenClFixture>;

[Collection(OpenClFixture.Collection)]
public sealed class OpenClCommitmentTests : CommitmentTests<OpenClFixture>;

[Collection(OpenClFixture.Collection)]
public sealed class OpenClShardProofTests : ShardProofTests<OpenClFixture>;
