// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>The executable reference's toy machine of eight tables, written in the constraint language.</summary>
internal static class ToyMachine
{
    public static readonly string[] TableNames = ["cpu", "mem", "range", "rom", "boundary", "image", "memory", "segment"];

    public static MachineDefinition Definition { get; } = new()
    {
        Tables =
        [
            new CpuTable(), new MemoryAccessTable(), new RangeTable(), new RomTable(), new BoundaryTable(), new ImageTable(), new MemoryTable(),
            new SegmentTable(),
        ],
        Buses =
        [
            ToyBuses.State, ToyBuses.Rom, ToyBuses.Access, ToyBuses.Memory, ToyBuses.Range, ToyBuses.Chain, ToyBuses.Cells, ToyBuses.Segments,
            ToyBuses.Halt, ToyBuses.Commit,
        ],
        PublicValues = ToyPublicValues.All,
        ChainPublicValues = [ToyPublicValues.Shard],
        PublicInteractions = new ToyPublicValues(),
        ProgramRule = ToyMemoryMap.Check,
    };

    public static Machine Compile(SystemParameters? parameters = null) =>
        Machine.Compile(Definition, (parameters ?? InsecureTestParameters.Toy()).ToMachineLimits());

    public static KeyedMachine Key(ToyProgram? program = null, SystemParameters? parameters = null) =>
        Compile(parameters).WithProgram((program ?? ToyProgram.Default).Preprocess());

    public static int Index(string table) => Array.IndexOf(TableNames, table);
}
