// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Chips.Precompiles.Poseidon2;
using PicoEngine.Chips.Tests.Precompiles.Calls;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Executor.Precompiles;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Poseidon2;

/// <summary>POSEIDON2_PERMUTE against the executor's permutation, which shares the constants with the table and nothing else.</summary>
public sealed class Poseidon2PermuteTests(ITestOutputHelper output)
{
    private const uint Modulus = KoalaBear.Modulus;
    private const uint Source = 0x0030_0000;
    private const uint Target = 0x0031_0000;

    private static readonly Poseidon2PermuteTable Table = new();
    private static readonly CallLayout Layout = new(Poseidon2PermuteTable.Code, [new(false, 0, 16, 0, false), new(true, 0, 16, 1, true)], Permute);

    // Limbs around the ends of their ranges, and of words below p.
    private static readonly uint[] Edges = [0, 1, 0xffff, 0x1_0000, 0x7eff_0000, 0x7eff_ffff, Modulus - 2, Modulus - 1];

    [Fact]
    public void Rows_hold_for_random_and_edge_words()
    {
        CallMemory memory = new();
        Random random = new(3);
        for (var call = 0; call < 60; call++)
        {
            memory.Store(Source, Input(random, call));
            memory.Call(Layout, Source, Target);
        }

        Rows(memory).AssertRight();
    }

    [Theory]
    [InlineData(0x20, 0x200)] // the first words of memory
    [InlineData(0x77ff_ffc0, 0x77ff_ff00)] // the last ones
    [InlineData(0x0030_ffe0, 0x0040_fffc)] // across a limb
    [InlineData(0x0030_0000, 0x0030_0000)] // one address
    [InlineData(0x0030_0000, 0x0030_0004)]
    [InlineData(0x0030_0020, 0x0030_0000)]
    [InlineData(0x0030_0000, 0x0030_003c)]
    public void Rows_hold_wherever_operands_lie(uint source, uint target)
    {
        CallGuest guest = new();
        guest.Store(target, Input(new Random(5), 2)).Store(source, Input(new Random(4), 0));
        guest.Call(Layout.Code, source, target).Call(Layout.Code, source, target);
        Rows(guest.AssertBalanced(Table)).AssertRight();
    }

    [Fact]
    public void Changed_cells_are_noticed()
    {
        CallMemory memory = new();
        Random random = new(7);
        foreach (var call in (int[])[0, 1, 3])
        {
            memory.Store(Source, Input(random, call));
            memory.Call(Layout, Source, Target);
        }

        var rows = Rows(memory);
        rows.AssertChangesNoticed([0, 1, 2], output);
        rows.AssertPaddingSilent();
        rows.AssertSeparable();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65535)]
    public void Input_word_that_is_no_element_has_no_row(uint excess)
    {
        // The permutation of the word modulo p, which is what a row would have to say.
        var words = Input(new Random(8), 0);
        words[5] = Modulus + excess;
        CallMemory memory = new();
        memory.Store(Source, words);
        memory.Store(Target, new uint[16]);
        memory.Call(Layout, Source, Target, all => Permute([.. all.Select(word => word % Modulus)])!);
        AssertRefusedForAnyTop(Rows(memory), 0, "in_top[5]");
    }

    [Fact]
    public void Result_plus_modulus_is_refused()
    {
        // Another word of 32 bits that is the same element.
        CallMemory memory = new();
        for (var i = 0; i < 16; i++)
        {
            memory.Store(Source, Input(new Random(9), 1));
            memory.Call(Layout, Source, Target, all => [.. Permute(all)!.Select((word, at) => at == i ? word + Modulus : word)]);
        }

        var rows = Rows(memory);
        for (var i = 0; i < 16; i++)
        {
            AssertRefusedForAnyTop(rows, i, $"out_top[{i}]");
        }
    }

    [Fact]
    public void Table_has_its_columns_constraints_and_interactions()
    {
        var table = Machine.Compile(
            new MachineDefinition { Tables = [Table], Buses = RiscVMachine.Definition.Buses }, SystemParameters.Core128.ToMachineLimits()).Tables[0];
        Assert.Equal((346, 261, 195), (table.Columns.Width, table.Constraints.Length, table.Interactions.Length));
    }

    private static void AssertRefusedForAnyTop(CallRows rows, int row, string column)
    {
        var top = Table.Columns.Names.ToList().IndexOf(column);
        foreach (var claimed in (KoalaBear[])[KoalaBear.Zero, KoalaBear.One])
        {
            KoalaBear[] cells = [.. rows.Cells[row]];
            cells[top] = claimed;
            Assert.True(rows.Judge(cells, null) is RowVerdict.Constraint or RowVerdict.Lookup);
        }
    }

    private static CallRows Rows(RiscV.Events.IShardRecords records) => new(Table, [Layout], records);

    private static uint[] Input(Random random, int kind) =>
        [.. Enumerable.Range(0, 16).Select(i => kind % 3 == 0 ? (uint)random.NextInt64(Modulus) : Edges[kind % 3 == 1 ? (i + kind) % Edges.Length : random.Next(Edges.Length)])];

    private static uint[]? Permute(uint[] words)
    {
        var result = new uint[16];
        return GuestPoseidon2.Permute(words.AsSpan(0, 16), result) == PrecompileFault.None ? result : null;
    }
}
