// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Chips.Precompiles.Poseidon2;
using PicoEngine.Chips.Precompiles.Uint256;
using PicoEngine.Chips.Tests.Proofs;
using PicoEngine.Chips.Tests.Runs;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Precompiles.Fields;

/// <summary>An execution with every call on fields, 256-bit numbers and the permutation of elements is proved and verified, under parameters without any security.</summary>
public sealed class FieldProofTests(ITestOutputHelper output)
{
    [Fact]
    public void Proof_of_calls_is_accepted()
    {
        uint[] codes =
        [
            Poseidon2PermuteTable.Code, Uint256Table.MultiplyCode, Uint256Table.MultiplyAddCode, Uint256Table.MultiplyAddModuloCode,
            .. FieldCase.All.SelectMany(field => field.Layouts.Select(layout => layout.Code)),
        ];
        CodeBuilder code = new();
        foreach (var i in Enumerable.Range(0, 48))
        {
            code.Li(T1, 0x0030_0000 + (4 * (uint)i)).Li(T2, 0x6e37_79b9 * (uint)(i + 1) % 0x7f00_0001).Sw(T2, 0, T1);
        }

        foreach (var call in codes)
        {
            code.Li(A0, 0x0030_0000).Li(A1, 0x0030_0060).Li(T0, call).Ecall();
        }

        using var program = SystemPrograms.Load(SystemPrograms.End(SystemPrograms.CommitDigests(code)));
        using InsecureRiscVProofs proofs = new(GuestRun.Of(program));
        var result = proofs.Verify(proofs.File);
        Assert.True(result.IsValid, $"{result}");
        output.WriteLine($"{proofs.File.Length} bytes");
    }
}
