// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Chips.Precompiles.Fields;
using PicoEngine.Chips.Precompiles.Poseidon2;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Chips.Tests.Determinism;

/// <summary>
/// Solvers prove that rows of calls which take the same off the buses put the same on them: POSEIDON2_PERMUTE as it is, and the table of field operations for a
/// field of 32 bits, whose equations of limbs with carries, quotients in signed digits and comparisons are those of 256 bits with fewer limbs.
/// </summary>
public sealed class PrecompileDeterminismTests(ITestOutputHelper output)
{
    private const string NoSolver = "neither z3 nor cvc5 is installed";

    // The largest prime below 2^32, and one below which numbers have a second form of four bytes.
    // Products modulo the second one are undecided.
    private const uint Large = 4294967291;
    private const uint Small = 2147483647;

    [Theory]
    [InlineData(Large, 0)]
    [InlineData(Large, 1)]
    [InlineData(Large, 2)]
    [InlineData(Small, 0)]
    [InlineData(Small, 1)]
    public void Field_operation_has_one_result(uint modulus, int operation)
    {
        Assert.SkipUnless(SmtSolver.IsAvailable, NoSolver);
        var (table, values) = Field(modulus, operation);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var proof = Prove(table, values);
        output.WriteLine($"{proof.Queries} queries, {watch.Elapsed.TotalSeconds:F1} s, not known: {string.Join(' ', proof.Unknown.Select(column => table.Columns.Names[column]))}");
        Assert.True(proof.IsComplete);
        Assert.True(new DeterminismProof(table, values).KeepsLimbs());
    }

    [Theory]
    [InlineData(0, "r0_excess_low")] // the result is below the modulus
    [InlineData(0, "r0_carry[0]")]
    [InlineData(1, "r0_carry[1]")]
    [InlineData(1, "r0[0]")] // bytes of the result
    [InlineData(0, "r0_quotient[1]")]
    public void Field_operation_without_a_range_may_have_two_results(int operation, string column)
    {
        Assert.SkipUnless(SmtSolver.IsAvailable, NoSolver);
        var (table, values) = Field(Small, operation);
        var index = table.Columns.Names.ToList().IndexOf(column);
        var lookup = Enumerable.Range(0, table.Interactions.Length)
            .Single(i => table.Interactions[i].Bus.Name is "range16" or "range14" or "byte" && table.Interactions[i].Message.Any(element => element.Columns.Contains(index)));
        Assert.False(Prove(table, values, lookup).IsComplete);
    }

    private static DeterminismProof Prove(TableDefinition table, Dictionary<int, KoalaBear> values, params int[] without)
    {
        DeterminismProof proof = new(table, values, without: without.ToHashSet(), seconds: without.Length > 0 ? 5 : 10);
        proof.RunSteps(
            new ProofStep(["x0"], []), new ProofStep(["y0"], []),
            new ProofStep(["r0"], ["r0_quotient", "r0_carry", "r0_carry_top", "is_r0_at", "r0_excess_low", "r0_excess_high"], Everything: true));
        return proof;
    }

    private static (TableDefinition Table, Dictionary<int, KoalaBear> Values) Field(uint modulus, int operation)
    {
        FieldOperationTable source = new("fp_32", 4, 1, new FieldParameters("small", modulus, 0x0001_0126));
        MachineDefinition machine = new() { Tables = [source], Buses = RiscVMachine.Definition.Buses };
        var table = Machine.Compile(machine, SystemParameters.Core128.ToMachineLimits()).Tables[0];
        var names = table.Columns.Names.ToList();
        var flags = (string[])["is_add", "is_subtract", "is_multiply"];
        Dictionary<int, KoalaBear> values = new() { [names.IndexOf("is_small")] = KoalaBear.One };
        for (var i = 0; i < flags.Length; i++)
        {
            values[names.IndexOf(flags[i])] = i == operation ? KoalaBear.One : KoalaBear.Zero;
        }

        return (table, values);
    }

    [Fact]
    public void Permutation_has_one_result()
    {
        Assert.SkipUnless(SmtSolver.IsAvailable, NoSolver);
        MachineDefinition machine = new() { Tables = [new Poseidon2PermuteTable()], Buses = RiscVMachine.Definition.Buses };
        var table = Machine.Compile(machine, SystemParameters.Core128.ToMachineLimits()).Tables[0];
        Dictionary<int, KoalaBear> values = new() { [0] = KoalaBear.One };
        Assert.Equal("is_real", table.Columns.Names[0]);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        DeterminismProof proof = new(table, values);
        proof.RunSteps(Enumerable.Range(0, 16).SelectMany(i => (ProofStep[])
        [
            new([$"in[{i}]", $"in_hi[{i}]"], []), new([$"in_top[{i}]"], []), new([$"out[{i}]"], []), new([$"out_hi[{i}]", $"out_top[{i}]"], []),
        ]));
        output.WriteLine($"{proof.Queries} queries, {watch.Elapsed.TotalSeconds:F1} s, not known: {string.Join(' ', proof.Unknown.Select(column => table.Columns.Names[column]))}");
        Assert.True(proof.IsComplete);
    }
}
