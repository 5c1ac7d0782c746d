// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Cuda.Tests.Simulation;
using PicoEngine.Backends.Cuda.Zerocheck;
using PicoEngine.Backends.Programs;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Chips;
using Xunit;

namespace PicoEngine.Backends.Cuda.Tests.Zerocheck;

/// <summary>The tables of the RISC-V machine on the devices with the least shared memory, of compute capability 8.6 and 8.9.</summary>
[Collection(SimulatedDriverTests.Name)]
public sealed class SmallMultiprocessorTests : IDisposable
{
    private readonly DeviceInventory _inventory;
    private readonly CudaContext _context;
    private readonly CudaQueue _queue;

    public SmallMultiprocessorTests()
    {
        SimulatedDriver.Start(SimulatedDriver.Options.Usual with { Architecture = 86, SharedByteCount = SectionShape.SmallestMaximumBytes });
        _inventory = DeviceInventory.Open(SimulatedDriver.Path);
        _context = _inventory.CreateContext();
        _queue = new(_context);
    }

    public static TheoryData<string> Tables => [.. RiscVMachine.Definition.Tables.Select(table => table.Name)];

    public void Dispose()
    {
        _queue.Dispose();
        _context.Dispose();
        _inventory.Dispose();
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Session_on_a_table_equals_the_cpu(string name)
    {
        Assert.Equal(SectionShape.SmallestMaximumBytes, _context.Device.SharedMemoryByteCount);
        var machine = ConstraintSessionCase.TablesOfTheMachine(table => table == name);
        ConstraintSessionCase.Check(_queue, machine, RandomMachine.Witness(machine, 7, 1 << machine.Tables[0].LogBlockHeight), 4);
    }

    [Fact]
    public void Build_cuts_products_of_forms_that_are_wider_than_a_block()
    {
        var machine = ConstraintSessionCase.TablesOfTheMachine(table => table == "keccak_permute");
        var terms = TableTerms.Create(
            machine, [.. machine.Definition.PublicValues.Select(_ => Fields.KoalaBear.One)], ConstraintSessionCase.Fingerprints(), ConstraintSessionCase.Batch(machine)).Single();
        var small = SectionBuilder.Build(terms, SectionShape.Variable(SectionShape.SmallestMaximumBytes));
        var large = SectionBuilder.Build(terms, SectionShape.Variable(227 << 10));
        Assert.All(small, section => Assert.InRange(section.SharedBytes, 1, SectionShape.SmallestMaximumBytes));
        Assert.True(large.Max(section => section.SharedBytes) > SectionShape.SmallestMaximumBytes);
        Assert.True(Products(small) > Products(large));

        static int Products(ZerocheckSection[] sections) => sections.Sum(section => section.Leaves.Count(leaf => leaf.Forms.Length > 1));
    }
}
