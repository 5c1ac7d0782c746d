// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Precompiles.Uint256;
using PicoEngine.Chips.Tests.Precompiles.Calls;
using PicoEngine.Protocol.Parameters;
using PicoEngine.RiscV.Events;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Uint256;

/// <summary>Rows of UINT256_MUL, UINT256_MULADD and UINT256_MULADDMOD against .NET's big integers.</summary>
public sealed class Uint256Tests(ITestOutputHelper output)
{
    private const uint First = 0x0030_0000;
    private const uint Second = 0x0031_0000;

    // y and the modulus at a1, x at a0; y and d at a1, x and c at a0; y, the modulus and z at a1, x at a0.
    private static readonly CallLayout Multiply = CallLayout.Binary(Uint256Table.MultiplyCode, 16, 8, words => Reduce(words, n => (n[2] * n[0], n[1])));
    private static readonly CallLayout MultiplyAdd = CallLayout.Binary(Uint256Table.MultiplyAddCode, 16, 16, words => Whole(words, n => (n[2] * n[0]) + n[1] + n[3]));
    private static readonly CallLayout MultiplyAddModulo =
        CallLayout.Binary(Uint256Table.MultiplyAddModuloCode, 24, 8, words => Reduce(words, n => ((n[3] * n[0]) + n[2], n[1])));

    private static readonly CallLayout[] Layouts = [Multiply, MultiplyAdd, MultiplyAddModulo];
    private static readonly BigInteger End = BigInteger.One << 256;

    private static readonly BigInteger[] Edges =
        [0, 1, 2, 0xff, 0x100, End - 1, End - 2, End / 2, (End / 2) - 1, BigInteger.One << 128, (BigInteger.One << 128) - 1, 128 * ((End - 1) / 255)];

    private static readonly BigInteger[] Moduli =
    [
        0, 1, 2, 3, 0x100, 0x1_0000, BigInteger.One << 128, End / 2, End - 1, End - 189, (End / 2) + 1, (BigInteger.One << 130) - 5, 0xff,
        (BigInteger)0xff << 248, 128 * ((End - 1) / 255),
    ];

    [Fact]
    public void Products_hold_for_edge_numbers_and_moduli()
    {
        CallMemory memory = new();
        for (var i = 0; i < Edges.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                for (var k = (i + j) % 3; k < Moduli.Length; k += 3)
                {
                    Call(memory, Multiply, [Edges[i]], [Edges[j], Moduli[k]]);
                }
            }
        }

        Rows(memory).AssertRight();
    }

    [Fact]
    public void Products_with_addends_hold_for_edge_numbers()
    {
        CallMemory memory = new();
        for (var i = 0; i < Edges.Length; i++)
        {
            for (var j = 0; j < Edges.Length; j++)
            {
                Call(memory, MultiplyAdd, [Edges[i], Edges[(i + (2 * j)) % Edges.Length]], [Edges[j], Edges[(5 * i) % Edges.Length]]);
                Call(memory, MultiplyAddModulo, [Edges[i]], [Edges[j], Moduli[(i + (4 * j)) % Moduli.Length], Edges[(i + (3 * j)) % Edges.Length]]);
            }
        }

        Call(memory, MultiplyAdd, [End - 1, End - 1], [End - 1, End - 1]);
        foreach (var modulus in Moduli)
        {
            Call(memory, MultiplyAddModulo, [End - 1], [End - 1, modulus, End - 1]);
        }

        Rows(memory).AssertRight();
    }

    [Fact]
    public void Rows_hold_for_random_numbers()
    {
        CallMemory memory = new();
        Random random = new(1);
        for (var i = 0; i < 60; i++)
        {
            RandomCall(memory, Layouts[i % 3], random, 32 - (i % 30));
        }

        Rows(memory).AssertRight();
    }

    [Theory]
    [InlineData(0x20, 0x200)]
    [InlineData(0x77ff_ffc0, 0x77ff_ff00)]
    [InlineData(0x003f_fff8, 0x004f_fffc)]
    [InlineData(0x0030_0000, 0x0030_0000)]
    [InlineData(0x0030_0000, 0x0030_0004)]
    [InlineData(0x0030_0020, 0x0030_0000)]
    [InlineData(0x0030_0000, 0x0030_003c)]
    [InlineData(0x0030_0040, 0x0030_0000)]
    public void Rows_hold_wherever_operands_lie(uint first, uint second)
    {
        Random random = new(2);
        CallGuest guest = new();
        guest.Store(second, Words(random, 24)).Store(first, Words(random, 16));
        foreach (var layout in Layouts)
        {
            guest.Call(layout.Code, first, second);
        }

        Rows(guest.AssertBalanced(new Uint256Table())).AssertRight();
    }

    [Fact]
    public void Changed_cells_are_noticed()
    {
        CallMemory memory = new();
        Random random = new(3);
        foreach (var layout in Layouts)
        {
            RandomCall(memory, layout, random, 32);
        }

        Call(memory, Multiply, [End - 5], [End - 7, 0]);
        Call(memory, MultiplyAddModulo, [End - 5], [End - 7, 1, End - 9]);
        var rows = Rows(memory);
        rows.AssertChangesNoticed(Enumerable.Range(0, rows.Cells.Count), output);
        rows.AssertPaddingSilent();
        rows.AssertSeparable();
    }

    [Fact]
    public void Table_has_its_columns_constraints_and_interactions()
    {
        var table = Machine.Compile(
            new MachineDefinition { Tables = [new Uint256Table()], Buses = RiscVMachine.Definition.Buses }, SystemParameters.Core128.ToMachineLimits()).Tables[0];
        Assert.Equal((375, 116, 292), (table.Columns.Width, table.Constraints.Length, table.Interactions.Length));
    }

    private static void Call(CallMemory memory, CallLayout layout, BigInteger[] first, BigInteger[] second)
    {
        memory.Store(First, Numbers.ToWords(32, first));
        memory.Store(Second, Numbers.ToWords(32, second));
        memory.Call(layout, First, Second);
    }

    private static void RandomCall(CallMemory memory, CallLayout layout, Random random, int modulusBytes)
    {
        BigInteger Number() => Numbers.Random(random, 32);
        var modulus = Numbers.Random(random, modulusBytes);
        Call(memory, layout, layout == MultiplyAdd ? [Number(), Number()] : [Number()], layout == MultiplyAddModulo ? [Number(), modulus, Number()] : [Number(), modulus]);
    }

    private static uint[] Words(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (uint)random.NextInt64(1L << 32))];

    private static uint[] Reduce(uint[] words, Func<BigInteger[], (BigInteger Value, BigInteger Modulus)> operation)
    {
        var (value, modulus) = operation(Numbers.FromWords(32, words));
        return Numbers.ToWords(32, value % (modulus.IsZero ? End : modulus));
    }

    private static uint[] Whole(uint[] words, Func<BigInteger[], BigInteger> operation)
    {
        var value = operation(Numbers.FromWords(32, words));
        return Numbers.ToWords(32, value % End, value / End);
    }

    private static CallRows Rows(IShardRecords records) => new(new Uint256Table(), Layouts, records);
}
