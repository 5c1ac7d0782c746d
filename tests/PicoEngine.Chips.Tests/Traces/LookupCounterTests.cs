// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Chips.Traces;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Traces;

public sealed class LookupCounterTests
{
    private static GuestRun Run => AttackedRuns.Mixed;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Write_counts_alike_on_any_number_of_threads(int threads)
    {
        LookupCounter counter = new(GuestRun.Machine, Run.Encoding);
        foreach (var shard in Run.Shards)
        {
            TraceMatrix[] traces = [.. shard.Traces];
            counter.Write(GuestRun.Shape, traces, shard.PublicValues, threads);
            foreach (var (expected, counted) in shard.Traces.Zip(traces))
            {
                Assert.Equal((expected.Width, expected.Height), (counted.Width, counted.Height));
                for (var column = 0; column < expected.Width; column++)
                {
                    Assert.True(expected.Column(column).SequenceEqual(counted.Column(column)));
                }
            }
        }
    }

    [Theory]
    [InlineData("add_immediate", "a[0]", 65536, "range16")]
    [InlineData("hint", "gap[1]", 1 << 14, "range14")]
    [InlineData("bitwise", "b[0]", 256, "byte")]
    [InlineData("bitwise", "a[0]", 300, "byte")]
    [InlineData("add_sub", "rd", 34, "program")]
    [InlineData("add_sub", "pc", 2, "program")]
    public void Write_names_table_row_and_bus_of_what_is_no_entry(string table, string column, uint value, string bus)
    {
        var traces = Run.Shards[0].Traces.Select(trace => trace.Clone()).ToArray();
        var index = GuestRun.Index(table);
        var at = GuestRun.Shape.Tables[index].Columns.Names.ToList().IndexOf(column);
        traces[index][at, 1] = KoalaBear.FromCanonical(value);
        LookupCounter counter = new(GuestRun.Machine, Run.Encoding);
        var exception = Assert.Throws<UnknownLookupException>(() => counter.Write(GuestRun.Shape, traces, Run.Shards[0].PublicValues, 1));
        Assert.Equal((table, 1, bus), (exception.Table, exception.Row, exception.Bus));
    }

    [Fact]
    public void Write_leaves_out_tables_that_nothing_looks_up()
    {
        LookupCounter counter = new(GuestRun.Machine, Run.Encoding);
        var traces = GuestRun.Shape.Tables.Select(table => new TraceMatrix(table.Columns.Width, 0)).ToArray();
        counter.Write(GuestRun.Shape, traces, Run.Shards[0].PublicValues, 2);
        Assert.All(traces, trace => Assert.Equal(0, trace.Height));
    }
}
