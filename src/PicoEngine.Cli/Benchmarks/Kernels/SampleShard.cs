// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Chips;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>A table of the machine alone in a shard, with cells of a fixed sequence: no constraint holds, which costs the same.</summary>
internal sealed class SampleShard : IDisposable
{
    private SampleShard(CommittedShard committed) => Committed = committed;

    /// <summary>The shard; its groups are in the memory of the backend that made it.</summary>
    public CommittedShard Committed { get; }

    public Machine Machine => Committed.Machine;

    public TableDefinition Table => Machine.Tables[0];

    /// <summary>Rows of the table.</summary>
    public long Rows => Committed.Witness.Traces[0].Height;

    /// <summary>Cells of the table.</summary>
    public long Cells => Rows * Table.Columns.Width;

    public FingerprintChallenges<KoalaBearExtension5> Fingerprints { get; } = Challenges();

    /// <summary>Leaves of the LogUp tree that are real.</summary>
    public long Leaves => Rows * Machine.LeafGroups.Length;

    /// <summary>Puts rows of a table on a backend.</summary>
    /// <param name="backend">Where.</param>
    /// <param name="table">The table's name in the machine.</param>
    /// <param name="sizes">How many.</param>
    public static SampleShard Create(IProverBackend backend, string table, KernelSizes sizes)
    {
        (SystemParameters parameters, Machine machine, int height) = Shape(table, sizes);
        TableDefinition definition = machine.Tables[0];
        TraceMatrix trace = new(definition.Columns.Width, height);
        for (int column = 0; column < trace.Width; column++)
        {
            SampleWords.Fill(trace.Column(column), (uint)column);
        }

        int[] keyHeights = [.. BlockLayout.TablesInKey(machine).Select(_ => height >> definition.LogBlockHeight)];
        KeyedMachine keyed = KeyedMachine.Create(machine, keyHeights, []);
        ShardWitness witness = new([], [trace]);
        CommittedShard places = new(parameters, keyed, witness, []);
        List<ICommittedGroup> groups = [];
        try
        {
            foreach (ColumnGroup group in Enum.GetValues<ColumnGroup>())
            {
                var cells = new KoalaBear[HeightCheck.Capacity(machine.Limits, group)];
                int first = definition.Columns.GroupStart(group);
                for (int column = first; column < first + definition.Columns.GroupWidth(group); column++)
                {
                    trace.Column(column).CopyTo(cells.AsSpan((int)places.PlaceOf(0, column).Start));
                }

                groups.Add(backend.Commitments.Commit(parameters, group, cells, CodewordStorage.Recompute));
            }

            return new SampleShard(new CommittedShard(parameters, keyed, witness, groups));
        }
        catch
        {
            groups.ForEach(group => group.Dispose());
            throw;
        }
    }

    /// <summary>The table as the only one of a machine, the parameters of its shard, and its rows.</summary>
    public static (SystemParameters Parameters, Machine Machine, int Height) Shape(string table, KernelSizes sizes)
    {
        SystemParameters core = SystemParameters.Core128;
        IAirTable source = RiscVMachine.Definition.Tables.Single(candidate => candidate.Name == table);
        MachineDefinition definition = new() { Id = "benchmark-1", Tables = [source], Buses = RiscVMachine.Definition.Buses };
        int height = Height(source, sizes, core.LogMaximumHeight);
        int[] widths = [.. Enum.GetValues<ColumnGroup>().Select(group => StackedWidth(source.Columns.GroupWidth(group), height, sizes.LogStackedHeight))];
        SystemParameters parameters = Parameters(sizes.LogStackedHeight, widths);
        MachineLimits limits = new(
            core.LogMaximumHeight, core.LogBlockHeights, core.LogPieceHeight, sizes.LogStackedHeight, [.. widths], core.LogMaximumFractions,
            core.MaximumMessageLength, core.InteractionsPerLeaf);
        return (parameters, Machine.Compile(definition, limits), height);
    }

    /// <summary>CORE-128 with stacked columns of another height, and without proofs of work: those are a case of their own.</summary>
    public static SystemParameters Parameters(int logStackedHeight, IReadOnlyList<int> widths)
    {
        SystemParameters core = SystemParameters.Core128;
        return new SystemParameters(
            "CORE-128 of another size, for benchmarks", core.LogMaximumHeight, core.LogSkip, core.LogBlockHeights, core.LogPieceHeight, logStackedHeight,
            [.. widths], core.LogBlowups, core.FoldedVariables, core.QueryCounts, core.OutOfDomainSamples, 0, 0, 0, 0, core.LogCapSize, core.MaximumShards,
            core.LogMaximumFractions, core.MaximumMessageLength, core.InteractionsPerLeaf);
    }

    public void Dispose()
    {
        foreach (ICommittedGroup group in Committed.Groups)
        {
            group.Dispose();
        }
    }

    private static int Height(IAirTable table, KernelSizes sizes, int logMaximumHeight)
    {
        long blocks = sizes.TableCells / table.Columns.Width >> table.LogBlockHeight;
        return (int)Math.Clamp(blocks, 1, 1L << (logMaximumHeight - table.LogBlockHeight)) << table.LogBlockHeight;
    }

    private static int StackedWidth(int columns, int height, int logStackedHeight) =>
        (int)Math.Max(1, (((long)columns * height) + (1L << logStackedHeight) - 1) >> logStackedHeight);

    private static FingerprintChallenges<KoalaBearExtension5> Challenges()
    {
        KoalaBearExtension5[] elements = SampleWords.Elements(4, 7);
        return new(elements[0], elements[1], elements[2], elements[3]);
    }
}
