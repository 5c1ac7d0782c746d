// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Chips.Tests.Proofs;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Executor.Syscalls;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Precompiles.Keccak;

/// <summary>Executions that permute states and hash messages are proved and verified, under parameters without any security.</summary>
public sealed class KeccakProofTests(ITestOutputHelper output)
{
    private const uint Descriptor = 0x0032_0000;

    [Fact]
    public void Proof_of_permutations_and_hashes_is_accepted()
    {
        CodeBuilder code = new();
        KeccakPrograms.Store(code, KeccakPrograms.State, KeccakPrograms.RandomState(1));
        foreach (var length in (uint[])[0, 137, 199])
        {
            code.Li(A0, KeccakPrograms.State).Li(A1, 0).Li(T0, (uint)SyscallCode.KeccakPermute).Ecall();
            code.Li(T1, Descriptor).Li(T2, length).Sw(T2, 0, T1).Li(A1, Descriptor).Li(T0, (uint)SyscallCode.Keccak256).Ecall();
        }

        using var program = SystemPrograms.Load(SystemPrograms.End(SystemPrograms.CommitDigests(code)));
        using InsecureRiscVProofs proofs = new(GuestRun.Of(program));
        Assert.True(proofs.Verify(proofs.File).IsValid);
        output.WriteLine($"{proofs.File.Length} bytes");
    }
}
