// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Stark.LogUp;
using PicoEngine.Stark.Zerocheck;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>Lookups and constraints of tables of the machine: a narrow one of instructions, the one of memory with its boundary columns, and a wide one of a precompile.</summary>
internal static class ProverCases
{
    private const int DegreeWords = KoalaBearExtension5.Degree;

    /// <summary>Words of a fraction.</summary>
    private const int NodeBytes = 2 * DegreeWords * sizeof(uint);

    /// <summary>3 for the tree, 4.75 for the leaf layer and as many for all layers above: <see cref="StageLimits"/>.</summary>
    private const double ProductsPerLeaf = 12.5;

    private static readonly string[] Tables = ["add_sub", "memory", "keccak_round"];

    public static IEnumerable<KernelCase> Of(IProverBackend backend, KernelSizes sizes)
    {
        foreach (string table in Tables)
        {
            yield return LogUp(backend, table, sizes);
        }

        foreach (string table in Tables)
        {
            yield return Zerocheck(backend, table, sizes);
        }
    }

    private static DuplexChallenger Challenger() => new(Sponge.Poseidon2Width24, default);

    /// <summary>Leaves, their tree and all layers. Each node is written once and read once, and the cells are read once.</summary>
    private static KernelCase LogUp(IProverBackend backend, string table, KernelSizes sizes)
    {
        (_, Machine machine, int height) = SampleShard.Shape(table, sizes);
        double leaves = (double)height * machine.LeafGroups.Length;
        double cells = (double)height * machine.ColumnCount;
        KernelWork work = new((4 * NodeBytes * leaves) + (sizeof(uint) * cells), ExtensionProducts: ProductsPerLeaf * leaves);
        return new KernelCase($"LogUp of {table}, {height} rows", "leaves", leaves, Prepare) { Work = _ => [work] };

        PreparedKernel Prepare()
        {
            SampleShard shard = SampleShard.Create(backend, table, sizes);
            return new PreparedKernel(Run, shard);

            void Run()
            {
                using IFractionTree tree = backend.LogUp.BuildTree(shard.Committed, shard.Fingerprints);
                FractionalSumProver.Prove(tree, Challenger());
            }
        }
    }

    /// <summary>The skip round and all others. The cells are read twice, for the sums of the skip round and for binding it; a sixteenth of them is left then.</summary>
    private static KernelCase Zerocheck(IProverBackend backend, string table, KernelSizes sizes)
    {
        (_, Machine machine, int height) = SampleShard.Shape(table, sizes);
        double cells = (double)height * machine.ColumnCount;
        KernelWork work = new(2 * sizeof(uint) * cells, height * StageLimits.RowProducts(machine.Tables[0]));
        return new KernelCase($"constraints of {table}, {height} rows", "rows", height, Prepare) { Work = _ => [work] };

        PreparedKernel Prepare()
        {
            SampleShard shard = SampleShard.Create(backend, table, sizes);
            LeafClaim<KoalaBearExtension5> claim = new(
                SampleWords.Elements(shard.Machine.Limits.LogMaximumHeight + shard.Machine.LogLeafGroups, 11), new(default, default));
            return new PreparedKernel(() => ZerocheckProver.Prove(shard.Committed, shard.Fingerprints, claim, Challenger(), backend.Zerocheck), shard);
        }
    }
}
