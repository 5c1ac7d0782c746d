// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Curves;

/// <summary>What the tables of curves cost, and that no constraint got lost: a change of these numbers is a change of every key.</summary>
public sealed class CurveSizeTests
{
    private static readonly Lazy<Machine> Compiled = new(() => Machine.Compile(
        new MachineDefinition { Tables = [.. CurveRun.Tables], Buses = RiscVMachine.Definition.Buses }, SystemParameters.Core128.ToMachineLimits()));

    [Theory]
    [InlineData("weierstrass256_add", 567, 239, 395)]
    [InlineData("weierstrass256_double", 463, 213, 304)]
    [InlineData("weierstrass256_decompress", 304, 113, 213)]
    [InlineData("weierstrass384_add", 835, 344, 587)]
    [InlineData("weierstrass384_double", 688, 313, 462)]
    [InlineData("weierstrass384_decompress", 486, 216, 318)]
    [InlineData("ed25519_add", 862, 342, 585)]
    [InlineData("ed25519_decompress", 405, 150, 276)]
    public void Table_has_its_columns_constraints_and_interactions(string name, int columns, int constraints, int interactions)
    {
        var table = Compiled.Value.Tables.Single(table => table.Name == name);
        Assert.Equal((columns, constraints, interactions), (table.Columns.Width, table.Constraints.Length, table.Interactions.Length));
    }
}
