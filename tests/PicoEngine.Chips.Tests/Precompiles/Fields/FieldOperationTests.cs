// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Numerics;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Tests.Precompiles.Calls;
using PicoEngine.Protocol.Parameters;
using PicoEngine.RiscV.Events;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Fields;

/// <summary>Rows of field operations against .NET's big integers.</summary>
public sealed class FieldOperationTests(ITestOutputHelper output)
{
    private const uint First = 0x0030_0000;
    private const uint Second = 0x0031_0000;

    public static TheoryData<int> Fields => [.. Enumerable.Range(0, FieldCase.All.Count)];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Rows_hold_for_all_pairs_of_edge_numbers(int index)
    {
        var field = FieldCase.All[index];
        CallMemory memory = new();
        var edges = field.Edges;
        for (var i = 0; i < edges.Length; i++)
        {
            for (var j = 0; j < edges.Length; j++)
            {
                // The second components run through other pairs.
                var (x, y) = (field.Degree == 1 ? [edges[i]] : new[] { edges[i], edges[(i + (5 * j)) % edges.Length] },
                    field.Degree == 1 ? [edges[j]] : new[] { edges[j], edges[(j + (3 * i) + 1) % edges.Length] });
                foreach (var layout in field.Layouts)
                {
                    memory.Store(First, field.ToWords(x));
                    memory.Store(Second, field.ToWords(y));
                    memory.Call(layout, First, Second);
                }
            }
        }

        Rows(field, memory).AssertRight();
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Rows_hold_for_random_numbers(int index)
    {
        var field = FieldCase.All[index];
        Random random = new(index);
        Rows(field, RandomCalls(field, random, 60)).AssertRight();
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Rows_hold_wherever_operands_lie(int index)
    {
        var field = FieldCase.All[index];
        Random random = new(index);
        var size = 4 * (uint)field.Words;
        foreach (var (first, second) in ((uint, uint)[])
            [(0x20, 0x200), (0x7800_0000 - size, 0x7700_0000), (0x0040_0000 - 8, 0x0050_0000 - 4), (First, First), (First, First + 4), (First, First - 4), (First, First + size - 4)])
        {
            CallGuest guest = new();
            guest.Store(second, Random(field, random)).Store(first, Random(field, random));
            foreach (var layout in field.Layouts)
            {
                guest.Call(layout.Code, first, second);
            }

            Rows(field, guest.AssertBalanced(field.Table)).AssertRight();
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Changed_cells_are_noticed(int index)
    {
        var field = FieldCase.All[index];
        var rows = Rows(field, RandomCalls(field, new Random(7), 1));

        // The extensions have the constraints of the prime fields twice; their product alone is another.
        rows.AssertChangesNoticed(field.Degree == 1 ? [0, 1, 2] : [2], output);
        rows.AssertPaddingSilent();
        rows.AssertSeparable();
    }

    [Fact]
    public void Published_points_lie_on_their_curves()
    {
        // y^2 = x^3 + 7 (SEC 2, section 2.4.1), (y^2 - x^3) (9 + u) = 3 (EIP-197), y^2 - x^3 = 4 and 4 + 4 u (EIP-2537): generators of the groups.
        AssertOnCurve(0, [1], [7],
            [Hex("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")], [Hex("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8")]);
        AssertOnCurve(1, [1], [3], [1], [2]);
        AssertOnCurve(2, [1], [4],
            [Hex("17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb")],
            [Hex("08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1")]);
        AssertOnCurve(3, [9, 1], [3, 0],
            [Decimal("10857046999023057135944570762232829481370756359578518086990519993285655852781"), Decimal("11559732032986387107991004021392285783925812861821192530917403151452391805634")],
            [Decimal("8495653923123431417604973247489272438418190587263600148770280649306958101930"), Decimal("4082367875863433681332203403145435568316851327593401208105741076214120093531")]);
        AssertOnCurve(4, [1, 0], [4, 4],
            [
                Hex("024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"),
                Hex("13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"),
            ],
            [
                Hex("0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801"),
                Hex("0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be"),
            ]);
    }

    [Theory]
    [InlineData(0, 215, 63, 164)]
    [InlineData(2, 315, 87, 244)]
    [InlineData(3, 429, 126, 325)]
    [InlineData(4, 659, 206, 485)]
    public void Table_has_its_columns_constraints_and_interactions(int index, int columns, int constraints, int interactions)
    {
        var table = Machine.Compile(
            new MachineDefinition { Tables = [FieldCase.All[index].Table], Buses = RiscVMachine.Definition.Buses }, SystemParameters.Core128.ToMachineLimits()).Tables[0];
        Assert.Equal((columns, constraints, interactions), (table.Columns.Width, table.Constraints.Length, table.Interactions.Length));
    }

    /// <summary>(y^2 - x^3) factor = constant, by calls that a guest would make; their results are those of a guest.</summary>
    private static void AssertOnCurve(int index, BigInteger[] factor, BigInteger[] constant, BigInteger[] x, BigInteger[] y)
    {
        var field = FieldCase.All[index];
        var (subtract, multiply) = (field.Layouts[1].Code, field.Layouts[2].Code);
        CallGuest guest = new();
        guest.Store(First, field.ToWords(x)).Store(First + 0x100, field.ToWords(y)).Store(First + 0x200, field.ToWords(x)).Store(First + 0x300, field.ToWords(factor));
        guest.Call(multiply, First, First).Call(multiply, First, First + 0x200).Call(multiply, First + 0x100, First + 0x100);
        guest.Call(subtract, First + 0x100, First).Call(multiply, First + 0x100, First + 0x300);
        var records = guest.AssertBalanced(field.Table);
        Rows(field, records).AssertRight();
        var result = Enumerable.Range(0, field.Words).Select(i => records.Memory.Single(cell => cell.Address == First + 0x100 + (4 * (uint)i)).ValueOut);
        Assert.Equal(field.ToWords(constant), result);
    }

    private static BigInteger Hex(string digits) => BigInteger.Parse($"0{digits}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static BigInteger Decimal(string digits) => BigInteger.Parse(digits, CultureInfo.InvariantCulture);

    private static CallMemory RandomCalls(FieldCase field, Random random, int count)
    {
        CallMemory memory = new();
        for (var i = 0; i < count; i++)
        {
            foreach (var layout in field.Layouts)
            {
                memory.Store(First, Random(field, random));
                memory.Store(Second, Random(field, random));
                memory.Call(layout, First, Second);
            }
        }

        return memory;
    }

    private static uint[] Random(FieldCase field, Random random) =>
        field.ToWords([.. Enumerable.Range(0, field.Degree).Select(_ => Numbers.Random(random, field.Bytes))]);

    private static CallRows Rows(FieldCase field, IShardRecords records) => new(field.Table, field.TableLayouts, records);
}
