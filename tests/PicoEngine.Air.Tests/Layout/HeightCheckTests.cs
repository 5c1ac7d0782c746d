// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Air.Tests.Layout;

public sealed class HeightCheckTests
{
    private static readonly KeyedMachine Machine = ToyMachine.Key();

    [Theory]
    [InlineData(HeightFault.None, "boundary", 16, "memory", 8)] // exactly full: 16 * 6 + 8 * 4 pieces of 128
    [InlineData(HeightFault.Capacity, "boundary", 16, "memory", 8, "segment", 1)]
    [InlineData(HeightFault.Capacity, "boundary", 16, "memory", 9)]
    [InlineData(HeightFault.None, "cpu", 16, "mem", 6, "memory", 16)]
    [InlineData(HeightFault.Capacity, "cpu", 16, "mem", 8, "memory", 16)]
    [InlineData(HeightFault.Range, "cpu", 17)]
    [InlineData(HeightFault.Range, "cpu", -1)]
    [InlineData(HeightFault.Range, "mem", 0x7F000000)] // p - 1
    [InlineData(HeightFault.Preprocessed, "rom", 2)]
    [InlineData(HeightFault.Preprocessed, "range", 3)]
    [InlineData(HeightFault.Preprocessed, "image", 2)]
    [InlineData(HeightFault.None, "range", 4)]
    [InlineData(HeightFault.None, "rom", 1)]
    public void Find_judges_heights(HeightFault expected, params object[] heights) => Assert.Equal(expected, HeightCheck.Find(Machine, Heights(heights)));

    [Fact]
    public void Find_wants_one_height_per_table()
    {
        Assert.Equal(HeightFault.Count, HeightCheck.Find(Machine, new int[7]));
        Assert.Equal(HeightFault.Count, HeightCheck.Find(Machine, []));
    }

    [Fact]
    public void Find_counts_fractions_of_rows_and_public_values()
    {
        // Sixteen rows of nine interactions and seven public ones are 151; twice the rows are 295.
        var small = ToyMachine.Key(parameters: InsecureTestParameters.Toy(logMaximumFractions: 8));
        Assert.Equal(HeightFault.None, HeightCheck.Find(small, Heights("cpu", 1)));
        Assert.Equal(HeightFault.Fractions, HeightCheck.Find(small, Heights("cpu", 2)));
    }

    [Fact]
    public void Find_bounds_the_multiplicities_of_a_bus()
    {
        // 256 rows times 2^23 is 2^31, above p; 128 rows are below.
        var definition = new MachineDefinition { Tables = [new HeavySender()], Buses = [ToyBuses.Range] };
        var machine = Air.Machines.Machine.Compile(definition, InsecureTestParameters.Toy().ToMachineLimits())
            .WithProgram(new PreprocessedProgram(new Dictionary<string, TraceMatrix>(), []));
        Assert.Equal(HeightFault.None, HeightCheck.Find(machine, [8]));
        Assert.Equal(HeightFault.Multiplicities, HeightCheck.Find(machine, [16]));
    }

    private static int[] Heights(params object[] pairs)
    {
        var heights = new int[8];
        foreach (var pair in pairs.Chunk(2))
        {
            heights[ToyMachine.Index((string)pair[0])] = (int)pair[1];
        }

        return heights;
    }

    private sealed class HeavySender : IAirTable
    {
        private static readonly ColumnSet Set = new();
        private static readonly Column On = Set.Main("on");

        public string Name => "heavy";

        public ColumnSet Columns => Set;

        public int LogBlockHeight => 4;

        public void Define<TExpr>(IAirBuilder<TExpr> builder)
            where TExpr : struct, IAirExpression<TExpr>
        {
            builder.AssertBoolean(builder[On]);
            builder.Send(ToyBuses.Range, [0], (1 << 23) * builder[On]);
        }
    }
}
