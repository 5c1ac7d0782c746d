// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Tests.Machines;

/// <summary>Machines of random tables, and witnesses of random cells for any machine: no constraint holds on them.</summary>
internal static class RandomMachine
{
    /// <summary>Five tables: with all, with many columns and constraints, without constraints, with one interaction, and with few of everything.</summary>
    /// <param name="seed">Decides the tables.</param>
    /// <param name="logMaximumHeight">H.</param>
    /// <param name="interactionsPerLeaf">1, 2 or 3.</param>
    public static Machine Create(int seed, int logMaximumHeight, int interactionsPerLeaf) => Machine.Compile(
        new MachineDefinition
        {
            Tables =
            [
                new RandomTable(seed, 6, 5, 7, 2), new RandomTable(seed + 1, 40, 30, 10, 4), new RandomTable(seed + 2, 2, 0, 4, 1),
                new RandomTable(seed + 3, 9, 9, 0, 0), new RandomTable(seed + 4, 1, 1, 1, 1),
            ],
            Buses = [RandomTable.Short, RandomTable.Long, RandomTable.Global],
            PublicValues = [.. RandomTable.PublicValues],
            ChainPublicValues = [RandomTable.PublicValues[0]],
        },
        new MachineLimits(logMaximumHeight, [0], 0, logMaximumHeight, [8, 8, 64], 29, 32, interactionsPerLeaf));

    /// <summary>A witness of random cells.</summary>
    public static ShardWitness Witness(Machine machine, int seed, params ReadOnlySpan<int> heights)
    {
        Random random = new(seed);
        List<TraceMatrix> traces = [];
        foreach (var table in machine.Tables)
        {
            TraceMatrix trace = new(table.Columns.Width, heights[table.Index]);
            for (var column = 0; column < trace.Width; column++)
            {
                foreach (ref var cell in trace.Column(column))
                {
                    cell = Next();
                }
            }

            traces.Add(trace);
        }

        return new([.. machine.Definition.PublicValues.Select(_ => Next())], [.. traces]);

        KoalaBear Next() => random.Next(16) == 0
            ? KoalaBear.FromMontgomery(KoalaBear.Modulus - 1) : KoalaBear.FromCanonical((uint)random.NextInt64(KoalaBear.Modulus));
    }
}
