// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Oracle;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Curves;

/// <summary>Rows of calls on curves: they hold, they say what the curve says, and calls and cells balance.</summary>
public sealed class CurveRowTests
{
    public static TheoryData<string> Additions => [.. CurveCall.All.Where(call => call.Kind == CurveCallKind.Add).Select(call => call.Name)];

    public static TheoryData<string> Doublings => [.. CurveCall.All.Where(call => call.Kind == CurveCallKind.Double).Select(call => call.Name)];

    public static TheoryData<string> TableNames => [.. CurveRun.Tables.Select(table => table.Name)];

    [Theory]
    [MemberData(nameof(Additions))]
    public void Rows_of_sums_of_extreme_and_random_coordinates_hold(string name)
    {
        // Whether points lie on the curve does not matter to the formulas.
        var call = CurveCall.Find(name);
        var modulus = call.Curve.Modulus;
        CurveRun run = new() { NumberWords = call.CoordinateWords };
        foreach (var (x1, y1, x2, y2) in (ReadOnlySpan<(BigInteger, BigInteger, BigInteger, BigInteger)>)[
            (0, 0, 1, 0), (1, 0, 0, 0), (0, modulus - 1, modulus - 1, 0), (modulus - 1, modulus - 1, 0, 0), (1, modulus - 1, 2, modulus - 1),
            (modulus - 2, 0, modulus - 1, modulus - 1), (5, 7, 6, 7)])
        {
            run.SetP(x1, y1).SetQ(x2, y2).Call(call);
        }

        Random random = new(1);
        for (var i = 0; i < 20; i++)
        {
            run.SetP(Number(random, modulus), Number(random, modulus)).SetQ(Number(random, modulus), Number(random, modulus)).Call(call).Call(call);
        }

        AssertHolds(run, 47);
    }

    [Theory]
    [MemberData(nameof(Doublings))]
    public void Rows_of_doubles_of_extreme_and_random_coordinates_hold(string name)
    {
        var call = CurveCall.Find(name);
        var modulus = call.Curve.Modulus;
        CurveRun run = new() { NumberWords = call.CoordinateWords };
        foreach (var (x, y) in (ReadOnlySpan<(BigInteger, BigInteger)>)[(0, 1), (0, modulus - 1), (modulus - 1, 1), (modulus - 1, modulus - 1), (1, 1)])
        {
            run.SetP(x, y).Call(call);
        }

        Random random = new(2);
        for (var i = 0; i < 20; i++)
        {
            run.SetP(Number(random, modulus), Number(random, modulus)).Call(call).Call(call);
        }

        AssertHolds(run, 45);
    }

    [Theory]
    [InlineData("secp256k1_decompress")]
    [InlineData("secp256r1_decompress")]
    [InlineData("bls12381_decompress")]
    [InlineData("ed25519_decompress")]
    public void Rows_of_decompression_hold_for_every_number_that_has_a_point(string name)
    {
        var call = CurveCall.Find(name);
        var modulus = call.Curve.Modulus;
        CurveRun run = new() { NumberWords = call.CoordinateWords };
        Random random = new(3);
        var calls = 0;
        var known = BigInteger.Zero;
        for (var i = 0; i < 40; i++)
        {
            if (call.FindRoot(known) is { } root)
            {
                // 0 = -0 has one parity.
                for (var flag = 0u; flag < (root.IsZero ? 1 : 2); flag++, calls++)
                {
                    run.SetP(Number(random, modulus), known).Call(call, flag);
                }
            }

            known = i switch { 8 => modulus - 1, < 16 => known + (i < 8 ? 1 : -1), _ => Number(random, modulus) };
        }

        Assert.InRange(calls, 20, 80);
        AssertHolds(run, calls);
    }

    [Fact]
    public void Rows_of_sums_on_the_twisted_curve_hold()
    {
        var call = CurveCall.Find("ed25519_add");
        var modulus = call.Curve.Modulus;
        CurveRun run = new();
        Random random = new(4);

        // The base point (RFC 8032, section 5.1), the neutral one, those of order 2 and 4; sums of equal and opposite ones.
        var y = 4 * BigInteger.ModPow(5, modulus - 2, modulus) % modulus;
        var x = CurveCall.Find("ed25519_decompress").FindRoot(y)!.Value;
        var root = CurveCall.Find("ed25519_decompress").FindRoot(0)!.Value;
        (BigInteger X, BigInteger Y)[] points = [(x, y), (modulus - x, y), (0, 1), (0, modulus - 1), (root, 0), (modulus - root, 0)];
        foreach (var (x1, y1) in points)
        {
            foreach (var (x2, y2) in points)
            {
                run.SetP(x1, y1).SetQ(x2, y2).Call(call);
            }
        }

        // Off the curve the formulas are the same.
        for (var i = 0; i < 10; i++)
        {
            run.SetP(Number(random, modulus), Number(random, modulus)).SetQ(Number(random, modulus), Number(random, modulus)).Call(call).Call(call);
        }

        AssertHolds(run.SetP(modulus - 1, modulus - 1).SetQ(modulus - 1, modulus - 2).Call(call), 57);
    }

    [Theory]
    [InlineData(0x20, 0x200)] // the first words of memory
    [InlineData(0x77ff_ff00, 0x77ff_fe00)] // the last ones
    [InlineData(0x0050_fffc, 0x0030_fff0)] // across a limb
    [InlineData(0x0050_0000, 0x0050_0004)] // Q over P, all but a word
    [InlineData(0x0050_0004, 0x0050_0000)] // P over Q
    [InlineData(0x0050_0000, 0x0050_0020)] // the x of Q is the y of P
    [InlineData(0x0050_0020, 0x0050_0000)] // the y of Q is the x of P
    public void Rows_hold_wherever_operands_lie(uint p, uint q)
    {
        foreach (var call in (CurveCall[])[.. CurveCases.Calls("weierstrass256_add"), CurveCall.Find("ed25519_add")])
        {
            // No word makes a coordinate too large, wherever in it it lies.
            Random random = new(8);
            BigInteger Small() => CurveCall.Number([.. Enumerable.Range(0, 8).Select(_ => (uint)random.Next(1 << 28))]);
            AssertHolds(new CurveRun(p, q).SetQ(Small(), Small()).SetP(Small(), Small()).Call(call), 1);
        }

        AssertHolds(new CurveRun(p, q).SetP(1, 2).Call(CurveCall.Find("bn254_double")).SetP(0, 4).Call(CurveCall.Find("secp256k1_decompress"), 1)
            .SetP(0, 4).Call(CurveCall.Find("ed25519_decompress"), 1), 2 + 1);
    }

    [Fact]
    public void Whole_run_with_every_call_holds()
    {
        CurveRun run = new();
        foreach (var call in CurveCall.All)
        {
            BigInteger known = 4;
            while (call.IsDecompression && call.FindRoot(known) is null)
            {
                known++;
            }

            // Two numbers of 12 words are three of 8.
            if (call.CoordinateWords == 8)
            {
                run.SetP(3, known).SetQ(5, 9);
            }
            else
            {
                run.SetP(3, known << 128, 0).SetQ(5, (BigInteger)9 << 128, 0);
            }

            run.Call(call, call.IsDecompression ? 1 : null);
        }

        using var program = run.Load();
        Assert.Empty(GuestRun.Of(program).Findings());
    }

    [Fact]
    public void Sum_of_a_point_and_itself_at_one_address_holds_on_the_twisted_curve()
    {
        var call = CurveCall.Find("ed25519_add");
        AssertHolds(new CurveRun(CurveRun.P, CurveRun.P).SetP(5, 9).Call(call).Call(call).Call(call), 3);
    }

    [Theory]
    [MemberData(nameof(TableNames))]
    public void WriteRows_of_parts_writes_what_it_writes_at_once(string name)
    {
        var run = CurveCases.Run(name);
        var table = CurveRun.Table(name);
        var whole = run.Rows(table);
        for (var cut = 1; cut < whole.Count; cut++)
        {
            TraceMatrix trace = new(table.Columns.Width, whole.Count);
            table.WriteRows(run.Source, trace, cut, whole.Count);
            table.WriteRows(run.Source, trace, 0, cut);
            var cells = new KoalaBear[trace.Width];
            for (var row = 0; row < whole.Count; row++)
            {
                trace.CopyRow(row, cells);
                Assert.Equal(whole[row], cells);
            }
        }
    }

    internal static void AssertHolds(CurveRun run, int calls)
    {
        LookupEntries entries = new(run.Source.Program);
        BusLedger ledger = new();
        var number = 0;
        foreach (var table in CurveRun.Tables)
        {
            RowReader reader = new(table);
            foreach (var cells in run.Rows(table))
            {
                reader.Read(cells);
                Assert.False(reader.IsBroken, $"{table.Name} row {number}: constraint {reader.Constraints.FindIndex(value => !value.IsZero)}");
                var lookups = reader.Messages.Where(LookupEntries.IsLookup).ToArray();
                Assert.All(lookups, message => Assert.True(entries.Has(message), $"{table.Name} row {number}: {message}"));
                var said = reader.Messages.Where(message => !LookupEntries.IsLookup(message)).ToArray();
                Assert.Equal(RowVerdict.Right, CurveOracle.Judge(said));
                Add(ledger, said);
                number++;
            }
        }

        Assert.Equal(calls, number);
        foreach (var table in InstructionRun.AllTables)
        {
            RowReader reader = new(table);
            TraceMatrix trace = new(table.Columns.Width, table.CountRows(run.Source));
            table.WriteRows(run.Source, trace, 0, trace.Height);
            var cells = new KoalaBear[trace.Width];
            for (var row = 0; row < trace.Height; row++)
            {
                trace.CopyRow(row, cells);
                reader.Read(cells);
                Assert.False(reader.IsBroken, $"{table.Name} row {row}");
                Add(ledger, reader.Messages.Where(message => message.Bus == RiscVBuses.Memory || message.Bus == RiscVBuses.Call));
            }
        }

        foreach (var (space, cells) in new[] { (0u, run.Records.Registers), (1u, run.Records.Memory) })
        {
            Add(ledger, cells.SelectMany(cell => Boundary(space, cell)));
        }

        Assert.Empty(ledger.Left);
    }

    internal static BigInteger Number(Random random, BigInteger modulus)
    {
        var bytes = new byte[64];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true) % modulus;
    }

    private static IEnumerable<RowMessage> Boundary(uint space, BoundaryRecord cell) =>
    [
        new(RiscVBuses.Memory, [space, cell.Address % KoalaBear.Modulus, cell.ValueIn & 0xffff, cell.ValueIn >> 16, 0], false),
        new(RiscVBuses.Memory, [space, cell.Address % KoalaBear.Modulus, cell.ValueOut & 0xffff, cell.ValueOut >> 16, cell.LastTimestamp], true),
    ];

    private static void Add(BusLedger ledger, IEnumerable<RowMessage> messages)
    {
        foreach (var message in messages)
        {
            ledger.Add(message.Bus, [.. message.Elements.Select(KoalaBear.FromCanonical)], message.IsReceive ? KoalaBear.MinusOne : KoalaBear.One);
        }
    }
}
