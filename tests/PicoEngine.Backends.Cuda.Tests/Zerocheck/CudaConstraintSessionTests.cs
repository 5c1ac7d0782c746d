// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Cuda.Tests.Simulation;
using PicoEngine.Backends.Cuda.Zerocheck;
using PicoEngine.Backends.Tests.Machines;
using Xunit;

namespace PicoEngine.Backends.Cuda.Tests.Zerocheck;

/// <summary>The constraint sumcheck on the device against the CPU: equal sums in every round, equal claims.</summary>
[Collection(SimulatedDriverTests.Name)]
public sealed class CudaConstraintSessionTests : SimulatedDeviceTests
{
    private readonly CudaQueue _queue;

    public CudaConstraintSessionTests() => _queue = new(Context);

    protected override void Close() => _queue.Dispose();

    [Theory]
    [InlineData(11, 0, 3, new[] { 100, 0, 37, 128, 1 })]
    [InlineData(12, 4, 3, new[] { 112, 128, 16, 0, 64 })]
    [InlineData(13, 2, 2, new[] { 16, 0, 0, 128, 96 })]
    [InlineData(15, 1, 1, new[] { 2, 126, 66, 34, 0 })]
    public void Session_on_random_machines_equals_the_cpu(int seed, int logSkip, int perLeaf, int[] heights)
    {
        var machine = RandomMachine.Create(seed, 7, perLeaf);
        ConstraintSessionCase.Check(_queue, machine, RandomMachine.Witness(machine, seed, heights), logSkip);
    }

    [Theory]
    [InlineData("shift", 1)]
    [InlineData("poseidon2_permute", 2)]
    [InlineData("sha256_round", 13)]
    [InlineData("uint256", 10)]
    [InlineData("keccak_digest", 2)]
    [InlineData("weierstrass256_decompress", 8)]
    public void Session_on_tables_of_many_sections_equals_the_cpu(string name, int minimumSections)
    {
        var machine = ConstraintSessionCase.TablesOfTheMachine(table => table == name);
        var witness = RandomMachine.Witness(machine, 7, 32);
        ConstraintSessionCase.Check(_queue, machine, witness, 4);
        var terms = Backends.Programs.TableTerms.Create(machine, witness.PublicValues, ConstraintSessionCase.Fingerprints(), ConstraintSessionCase.Batch(machine)).Single();
        Assert.InRange(SectionBuilder.Build(terms, SectionShape.Skip(4, SectionShape.SmallestMaximumBytes)).Length, minimumSections, 1000);
    }
}
