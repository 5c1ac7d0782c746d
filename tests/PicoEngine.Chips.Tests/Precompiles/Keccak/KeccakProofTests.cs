// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Proofs;
using PicoEngine.Chips.Tests.Runs;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Keccak;

/// <summary>Executions that permute states are proved and verified, under parameters without any security.</summary>
public sealed class KeccakProofTests(ITestOutputHelper output)
{
    [Fact]
    public void Proof_of_permutations_is_accepted()
    {
        using var program = KeccakPrograms.Permute(KeccakPrograms.State, 3, KeccakPrograms.RandomState(1), new ulong[25]);
        using InsecureRiscVProofs proofs = new(GuestRun.Of(program));
        Assert.True(proofs.Verify(proofs.File).IsValid);
        output.WriteLine($"{proofs.File.Length} bytes");
    }
}
