// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Precompiles.Calls;
using PicoEngine.RiscV.Events;
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
