// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Chips.Traces;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Keccak;

/// <summary>Whole executions that permute states hold, and their rows say what Keccak-f[1600] says.</summary>
public sealed class KeccakPermuteTests(ITestOutputHelper output)
{
    [Fact]
    public void Oracle_gives_the_published_lanes_of_the_zero_state()
    {
        // Keccak team, KeccakF-1600-IntermediateValues.txt: after one and after two permutations.
        var state = KeccakOracle.Permute(new ulong[25]);
        Assert.Equal([0xF1258F7940E1DDE7, 0x84D5CCF933C0478A, 0xD598261EA65AA9EE, 0xBD1547306F80494D, 0x8B284E056253D057], state[..5]);
        Assert.Equal(0xEAF1FF7B5CECA249UL, state[24]);
        state = KeccakOracle.Permute(state);
        Assert.Equal([0x2D5C954DF96ECB3C, 0x6A332CD07057B56D, 0x093D8D1270D76B6C, 0x8A20D9B25569D094, 0x4F9C4F99E5E7F156], state[..5]);
        Assert.Equal(0x20D06CD26A8FBF5CUL, state[24]);
    }

    [Theory]
    [InlineData("", "C5D2460186F7233C927E7DB2DCC703C0E500B653CA82273B7BFAD8045D85A470")]
    [InlineData("616263", "4E03657AEA45A94FC7D47BA826C8D667C0D1E6E33A64A036EC44F58FA12D6C45")]
    public void Oracle_gives_hashes_that_everybody_knows(string message, string hash) =>
        Assert.Equal(hash, Convert.ToHexString(KeccakOracle.Keccak256(Convert.FromHexString(message))));

    [Fact]
    public void Findings_of_permutations_are_none_and_rows_say_what_keccak_says()
    {
        ulong[][] states = [.. States()];
        using var program = KeccakPrograms.Permute(KeccakPrograms.State, 2, states);
        var run = GuestRun.Of(program);
        Assert.Empty(run.Findings().Take(20));
        AssertRows(run, [.. states.SelectMany(state => new[] { state, KeccakOracle.Permute(state) })]);
        Assert.Equal(1024 * ((6 * 2 * states.Length + 1023) / 1024), run.Shards[0].Traces[GuestRun.Index("keccak_round")].Height);
        output.WriteLine($"{states.Length} states");
    }

    [Theory]
    [InlineData(0x20)] // the first words of memory
    [InlineData(0x77ff_ff38)] // the last ones
    [InlineData(0x0030_ff9c)] // across a limb
    public void Findings_of_a_permutation_anywhere_are_none(uint address)
    {
        var state = KeccakPrograms.RandomState(7);
        using var program = KeccakPrograms.Permute(address, 1, state);
        var run = GuestRun.Of(program);
        Assert.Empty(run.Findings().Take(20));
        AssertRows(run, [state]);
    }

    [Theory]
    [InlineData("y_1[40]", 2u, "keccak_chi")] // a digit 2
    [InlineData("b_3[0]", 0x0100_0000u, "keccak_rotate")] // a ninth digit
    [InlineData("d_0[9]", 1u << 30, "keccak_")]
    [InlineData("z_2[1]", 3u, "keccak_")]
    public void Counter_of_lookups_refuses_what_is_no_chunk(string column, uint value, string bus)
    {
        using var program = KeccakPrograms.Permute(KeccakPrograms.State, 1, KeccakPrograms.RandomState(9));
        var run = GuestRun.Of(program);
        LookupCounter counter = new(GuestRun.Machine, run.Encoding);
        var traces = run.Shards[0].Traces.Select(trace => trace.Clone()).ToArray();
        var index = GuestRun.Index("keccak_round");
        traces[index][GuestRun.Shape.Tables[index].Columns.Names.ToList().IndexOf(column), 2] = KoalaBear.FromCanonical(value);
        var exception = Assert.Throws<UnknownLookupException>(() => counter.Write(GuestRun.Shape, traces, run.Shards[0].PublicValues, 1));
        Assert.Equal(("keccak_round", 2), (exception.Table, exception.Row));
        Assert.StartsWith(bus, exception.Bus, StringComparison.Ordinal);
    }

    /// <summary>Zeros, ones, single bits, single lanes, checkers, and random states.</summary>
    private static IEnumerable<ulong[]> States()
    {
        yield return new ulong[25];
        yield return [.. Enumerable.Repeat(ulong.MaxValue, 25)];
        foreach (var bit in (int[])[0, 63, 64 * 6 + 7, 64 * 24 + 63, 64 * 13 + 31])
        {
            var state = new ulong[25];
            state[bit / 64] = 1UL << (bit % 64);
            yield return state;
        }

        yield return [.. Enumerable.Range(0, 25).Select(lane => lane % 2 == 0 ? 0x5555_5555_5555_5555UL : 0xaaaa_aaaa_aaaa_aaaaUL)];
        yield return [.. Enumerable.Range(0, 25).Select(lane => lane / 5 == 2 ? ulong.MaxValue : 0)];
        yield return [.. Enumerable.Range(0, 25).Select(lane => lane % 5 == 4 ? 0xff00_ff00_00ff_00ffUL : 0)];
        for (var seed = 0; seed < 6; seed++)
        {
            yield return KeccakPrograms.RandomState(seed);
        }
    }

    private static void AssertRows(GuestRun run, ulong[][] states)
    {
        var table = GuestRun.Shape.Tables[GuestRun.Index("keccak_permute")];
        var trace = run.Shards[0].Traces[table.Index];
        var (before, after) = (table.Columns.Names.ToList().IndexOf("a_prev[0]"), table.Columns.Names.ToList().IndexOf("a[0]"));
        for (var row = 0; row < states.Length; row++)
        {
            Assert.Equal(states[row], Lanes(trace, before, row));
            Assert.Equal(KeccakOracle.Permute(states[row]), Lanes(trace, after, row));
        }
    }

    private static ulong[] Lanes(TraceMatrix trace, int column, int row) =>
        [.. Enumerable.Range(0, 25).Select(lane => Enumerable.Range(0, 4).Aggregate(0UL, (sum, limb) => sum | ((ulong)trace[column + (4 * lane) + limb, row].ToCanonical() << (16 * limb))))];
}
