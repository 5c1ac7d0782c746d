// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Assembler;
using PicoEngine.Chips.Precompiles.Poseidon2;
using PicoEngine.Chips.Precompiles.Uint256;
using PicoEngine.Chips.Tests.Precompiles.Calls;
using PicoEngine.Chips.Tests.Precompiles.Curves;
using PicoEngine.Chips.Tests.Precompiles.Deletion;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Executor.Precompiles;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Fields;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Precompiles.KnownBugs;

/// <summary>Bugs that precompiles of other machines had, tried on ours. Each test names its source; <see cref="KnownBugIndexTests"/> lists those that other tests try.</summary>
public sealed class KnownPrecompileBugTests(ITestOutputHelper output)
{
    private const uint First = 0x0030_0000;
    private const uint Second = 0x0031_0000;

    /// <summary>Calls on words of fixed number and any content.</summary>
    private static readonly SyscallCode[] Codes =
    [
        .. Enum.GetValues<SyscallCode>().Where(code => ((uint)code & 0xff00) == 0x0100 && code != SyscallCode.Keccak256
            && !code.ToString().EndsWith("Decompress", StringComparison.Ordinal)),
    ];

    /// <summary>
    /// Cantina's review of SP1, 3.1.3: the words of a precompile's slice are at pointer + 4 i modulo p, so a pointer near p reads and writes the first words of memory.
    /// Here a register that holds p or 2 p more than the address of a cell would do.
    /// </summary>
    [Fact]
    public void Register_that_is_an_address_modulo_p_is_refused()
    {
        using var program = AllCalls();
        var run = GuestRun.Of(program);
        Assert.Empty(run.Findings().Take(20));
        List<string> tried = [];
        foreach (var table in GuestRun.Shape.Tables.Where(table => table.Columns.Names.Contains("a0_lo")))
        {
            RuleTally tally = new(table.Source, _ => Rows.RowVerdict.Forged);
            var names = table.Columns.Names.ToList();
            var cells = new KoalaBear[table.Columns.Width];
            run.Shards[0].Traces[table.Index].CopyRow(0, cells);
            Assert.Empty(tally.Broken(cells));
            foreach (var (low, pointer) in ((string, string)[])[("a0_lo", "p"), ("a1_lo", "q")])
            {
                if (names.IndexOf(low) < 0)
                {
                    continue;
                }

                for (var times = 1UL; times <= 2; times++)
                {
                    // The element stays, so all cells are the same; the call is another one.
                    KoalaBear[] forged = [.. cells];
                    var register = cells[names.IndexOf(pointer)].ToCanonical() + (times * KoalaBear.Modulus);
                    forged[names.IndexOf(low)] = KoalaBear.FromCanonical((uint)register & 0xffff);
                    Assert.StartsWith("range14", Assert.Single(tally.Broken(forged)), StringComparison.Ordinal);
                }

                tried.Add($"{table.Name}.{pointer}");
            }
        }

        output.WriteLine(string.Join(", ", tried));
        Assert.True(tried.Count >= 20);
    }

    /// <summary>Cantina's review of SP1, 3.1.4: UINT256_MUL with both pointers equal could not be proved, the cells being accessed twice at one time. All calls with two pointers.</summary>
    [Fact]
    public void Calls_whose_operands_overlap_are_provable()
    {
        CodeBuilder code = new();
        var count = 0;
        foreach (var (first, second) in ((uint, uint)[])[(0, 0), (0, 4), (4, 0), (28, 0)])
        {
            foreach (var call in Codes.Where(call => !HasOnePointer(call)))
            {
                // The sum of a point and itself is a fault, and so is a schedule that is its own state.
                if (first != second
                    || call is not (SyscallCode.Secp256k1Add or SyscallCode.Secp256r1Add or SyscallCode.Bn254Add or SyscallCode.Bls12381Add or SyscallCode.Sha256Compress))
                {
                    Store(code, First, 40, (int)call);
                    code.Li(A0, First + first).Li(A1, First + second).Li(T0, (uint)call).Ecall();
                    count++;
                }
            }
        }

        // The digest over the data.
        Store(code, First, 40, 1);
        code.Li(T1, First).Li(T2, 137).Sw(T2, 0, T1).Li(A0, First + 4).Li(A1, First).Li(T0, (uint)SyscallCode.Keccak256).Ecall();
        using var program = SystemPrograms.Load(SystemPrograms.End(SystemPrograms.CommitDigests(code)));
        Assert.Empty(GuestRun.Of(program).Findings().Take(20));
        Assert.True(count >= 80);
    }

    /// <summary>Pico's audit, M-2, fixed in v1.2.0: ED_DECOMPRESS of y = 1 with sign 1 gave x = p, another form of 0.</summary>
    [Fact]
    public void Zero_with_a_sign_is_no_coordinate()
    {
        var call = CurveCall.Find("ed25519_decompress");
        var forgery = Forgery(new CurveRun().SetP(0, 1).Call(call, 0), call);
        forgery.Cell("a1") = KoalaBear.One;
        forgery["x"] = call.Curve.Modulus;
        forgery.Solve();
        forgery.Compare("x");
        Assert.True(Tally(call).Add(forgery.Cells));

        // And 0 itself is even.
        forgery = Forgery(new CurveRun().SetP(0, 1).Call(call, 0), call);
        forgery.Cell("a1") = KoalaBear.One;
        Assert.True(Tally(call).Add(forgery.Cells));
    }

    /// <summary>Pico v1.3.0, weierstrass_decompress: the constraints of SECP256R1_DECOMPRESS leave out the term a x.</summary>
    [Fact]
    public void Root_on_the_curve_without_its_linear_term_is_refused()
    {
        var call = CurveCall.Find("secp256r1_decompress");
        var modulus = call.Curve.Modulus;
        BigInteger known = 5;
        while (call.FindRoot(known) is null)
        {
            known++;
        }

        for (BigInteger x = 2; x < 40; x++)
        {
            var square = ((x * x * x) + call.Curve.B) % modulus;
            var root = BigInteger.ModPow(square, (modulus + 1) / 4, modulus);
            if (root * root % modulus != square)
            {
                continue;
            }

            // u = x^2, so that the last equation holds and the first one does not.
            var forgery = Forgery(new CurveRun().SetP(0, known).Call(call, 0), call);
            forgery["x"] = x;
            forgery["y"] = root;
            forgery.Cell("a1") = KoalaBear.FromCanonical((uint)(root & 1));
            forgery.SetSigned("u", x * x);
            forgery.Compare("x");
            forgery.Compare("y");
            forgery.Solve();
            Assert.Equal(Rows.RowVerdict.Forged, CurveOracle.Judge(new CurveJudge(CurveRun.Table(CurveCases.TableOf(call))).Say(forgery.Cells)));
            Assert.Equal(Rows.RowVerdict.Constraint, forgery.Judge());
        }
    }

    /// <summary>OpenVM's pairing hint and the like (zkSecurity's review of OpenVM v2, 26): a witness that nothing ties to the operands. Here the slope of a line.</summary>
    [Theory]
    [InlineData("secp256k1_add")]
    [InlineData("bn254_add")]
    [InlineData("bls12381_add")]
    [InlineData("secp256r1_double")]
    public void Slope_of_another_line_is_refused(string name)
    {
        var call = CurveCall.Find(name);
        var modulus = call.Curve.Modulus;
        CurveRun run = new() { NumberWords = call.CoordinateWords };
        run.SetP(CurveCases.Number(call, 1), CurveCases.Number(call, 2));
        run.SetQ(CurveCases.Number(call, 3), CurveCases.Number(call, 4));
        run.Call(call);
        foreach (var slope in (BigInteger[])[0, 1, -1, 77])
        {
            var forgery = Forgery(run, call);
            var (x1, y1) = call.IsAdd ? (forgery["x1"], forgery["y1"]) : (forgery["x"], forgery["y"]);
            var x3 = Residue((slope * slope) - x1 - (call.IsAdd ? forgery["x2"] : x1), modulus);
            forgery.SetSigned("slope", slope);
            forgery["x3"] = x3;
            forgery["y3"] = Residue((slope * (x1 - x3)) - y1, modulus);
            forgery.Compare("x3");
            forgery.Compare("y3");
            forgery.Solve();

            // All holds but one equation.
            Assert.Equal(1, forgery.Breaches());
            Assert.Equal(Rows.RowVerdict.Constraint, forgery.Judge());
        }
    }

    /// <summary>Ceno, issue 1345, and others: carries of an equation modulo p without a range. The result off by p * 2^16g fulfils all groups of limbs in the field.</summary>
    [Theory]
    [InlineData("secp256r1_add")]
    [InlineData("bls12381_double")]
    public void Result_that_is_off_by_a_multiple_of_p_is_refused(string name)
    {
        var call = CurveCall.Find(name);
        CurveRun run = new() { NumberWords = call.CoordinateWords };
        run.SetP(CurveCases.Number(call, 1), CurveCases.Number(call, 2) / 3).SetQ(CurveCases.Number(call, 3), CurveCases.Number(call, 4)).Call(call);
        var tally = Tally(call);
        for (var limb = 0; limb + 6 < 4 * call.CoordinateWords; limb++)
        {
            foreach (var sign in (int[])[1, -1])
            {
                var forgery = Forgery(run, call);
                var y3 = forgery["y3"] + (sign * ((BigInteger)KoalaBear.Modulus << (8 * limb)));
                if (y3 < 0 || y3 >= call.Curve.Modulus)
                {
                    continue;
                }

                forgery["y3"] = y3;
                forgery.Compare("y3");
                forgery.Repair("reflection");
                Assert.True(forgery.Judge() is Rows.RowVerdict.Constraint or Rows.RowVerdict.Lookup);
                tally.Add(forgery.Cells);
            }
        }

        // Some of them are stopped by the range of a carry and nothing else.
        Assert.Contains(tally.Needed, rule => rule.StartsWith("range", StringComparison.Ordinal));
        Assert.DoesNotContain(tally.Needed, rule => rule.StartsWith("constraint", StringComparison.Ordinal));
    }

    /// <summary>Pico's audit, H-2 (a check of Mersenne words that was commented out) and Code4rena's H-01 of SP1 (KoalaBear limbs that were not put together again).</summary>
    [Fact]
    public void Word_that_is_an_element_plus_p_is_stopped_by_one_rule()
    {
        Poseidon2PermuteTable table = new();
        CallLayout layout = new(Poseidon2PermuteTable.Code, [new(false, 0, 16, 0, false), new(true, 0, 16, 1, true)], Permute);
        CallMemory memory = new();
        memory.Store(First, [.. Enumerable.Range(0, 16).Select(i => (uint)(1000 * i) + 7)]);
        memory.Call(layout, First, Second);
        CallRows rows = new(table, [layout], memory);
        RuleTally tally = new(table, new CallOracle([layout]).Judge);
        for (var i = 0; i < 16; i++)
        {
            foreach (var word in (string[])["in", "out"])
            {
                BytesRow row = new(table, rows.Cells[0]);
                var value = row[$"{word}[{i}]"].ToCanonical() + (ulong)KoalaBear.Modulus;
                Assert.True(tally.Add(row.Set($"{word}_hi[{i}]", (long)(value >> 16)).Cells), $"{word} {i}");
            }
        }

        Assert.Equal(32, tally.Needed.Count);
    }

    /// <summary>Cantina's review of SP1, 3.1.6: the result of UINT256_MUL need not be reduced. And the modulus that stands for 2^256 is zero and no other.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Division_by_two_to_the_256_instead_of_a_modulus_is_stopped_by_one_rule(int kind)
    {
        Uint256Table table = new();
        var end = BigInteger.One << 256;
        CallLayout[] layouts =
        [
            CallLayout.Binary(Uint256Table.MultiplyCode, 16, 8, words => Reduce(words, n => (n[2] * n[0], n[1]))),
            CallLayout.Binary(Uint256Table.MultiplyAddModuloCode, 24, 8, words => Reduce(words, n => ((n[3] * n[0]) + n[2], n[1]))),
        ];
        Random random = new(3);
        CallMemory memory = new();
        memory.Store(First, Numbers.ToWords(32, Numbers.Random(random, 32)));
        memory.Store(Second, Numbers.ToWords(32, Numbers.Random(random, 32), Numbers.Random(random, 31), Numbers.Random(random, 32)));
        memory.Call(layouts[kind], First, Second);
        BytesRow row = new(table, new CallRows(table, layouts, memory).Cells[0]);
        RuleTally tally = new(table, new CallOracle(layouts).Judge);
        var value = (row.Number("x") * row.Number("y")) + row.Number("addend");
        Assert.True(row.SetNumber("quotient", value / end) && row.SetNumber("result", value % end));
        row.Set("is_dividing", 0).Set("is_wide", 1).Set("reduced_excess_low", 0).Set("reduced_excess_high", 0);
        for (var i = 0; i < 11; i++)
        {
            row.Set($"is_reduced_at[{i}]", 0);
        }

        Assert.True(tally.Add(row.Carry("division").Cells));

        uint[] Reduce(uint[] words, Func<BigInteger[], (BigInteger Value, BigInteger Modulus)> operation)
        {
            var (number, modulus) = operation(Numbers.FromWords(32, words));
            return Numbers.ToWords(32, number % (modulus.IsZero ? end : modulus));
        }
    }

    private static bool HasOnePointer(SyscallCode code) =>
        code is SyscallCode.Sha256Extend or SyscallCode.KeccakPermute || code.ToString().EndsWith("Double", StringComparison.Ordinal);

    private static RuleTally Tally(CurveCall call) => new(CurveRun.Table(CurveCases.TableOf(call)), CurveOracle.Judge);

    private static CurveForgery Forgery(CurveRun run, CurveCall call)
    {
        var table = CurveRun.Table(CurveCases.TableOf(call));
        return new CurveForgery(table, run.Rows(table).Single(), call);
    }

    private static BigInteger Residue(BigInteger number, BigInteger modulus) => ((number % modulus) + modulus) % modulus;

    private static uint[]? Permute(uint[] words)
    {
        var result = new uint[16];
        return GuestPoseidon2.Permute(words.AsSpan(0, 16), result) == PrecompileFault.None ? result : null;
    }

    /// <summary>A call of every kind, on numbers below all moduli.</summary>
    private static Executor.GuestProgram AllCalls()
    {
        CodeBuilder code = new();
        foreach (var call in Codes)
        {
            Store(code, First, 64, (int)call);
            Store(code, Second, 40, (int)call + 1);
            code.Li(A0, First).Li(A1, HasOnePointer(call) ? 0 : Second).Li(T0, (uint)call).Ecall();
        }

        // Points to decompress: their upper halves.
        foreach (var name in (string[])["secp256k1_decompress", "secp256r1_decompress", "bls12381_decompress", "ed25519_decompress"])
        {
            var call = CurveCall.Find(name);
            BigInteger known = 5;
            while (call.FindRoot(known) is null)
            {
                known++;
            }

            var words = CurveCall.Words(known, call.CoordinateWords);
            code.Li(T1, First + (4 * (uint)words.Length));
            for (var i = 0; i < words.Length; i++)
            {
                code.Li(T2, words[i]).Sw(T2, 4 * i, T1);
            }

            code.Li(A0, First).Li(A1, 1).Li(T0, call.Code).Ecall();
        }

        code.Li(T1, Second).Li(T2, 150).Sw(T2, 0, T1).Li(A0, First).Li(A1, Second).Li(T0, (uint)SyscallCode.Keccak256).Ecall();
        return SystemPrograms.Load(SystemPrograms.End(SystemPrograms.CommitDigests(code)));
    }

    /// <summary>Words below 2^28, so that numbers are below all moduli.</summary>
    private static void Store(CodeBuilder code, uint address, int count, int seed)
    {
        Random random = new(seed);
        code.Li(T1, address);
        for (var i = 0; i < count; i++)
        {
            code.Li(T2, (uint)random.Next(1 << 28)).Sw(T2, 4 * i, T1);
        }
    }
}
