// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using PicoEngine.Air.Builders;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Cuda.Zerocheck;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Benchmarks;

/// <summary>What a full shard is for a GPU: cells, leaves and terms by table, and its memory by phase: <c>shard [MAIN_WIDTH [FIBONACCI_ELF]]</c>.</summary>
internal static class ShardBudget
{
    public static int Run(string[] arguments)
    {
        if (arguments.Length > 2 || !int.TryParse(arguments.ElementAtOrDefault(0) ?? "128", CultureInfo.InvariantCulture, out var width))
        {
            Console.Error.WriteLine("usage: shard [MAIN_WIDTH, 32 to 240 [FIBONACCI_ELF]]");
            return 2;
        }

        var elf = arguments.ElementAtOrDefault(1) ?? Path.Combine("native", "guests", "elf", "fibonacci.elf");
        foreach (var mix in new[] { ShardMix.Fibonacci(width, elf), ShardMix.Reth(width) })
        {
            Print(mix);
        }

        return 0;
    }

    private static void Print(ShardMix mix)
    {
        var machine = mix.Machine;
        var challenge = KoalaBearExtension5.Root + KoalaBear.Generator;
        FingerprintChallenges<KoalaBearExtension5> fingerprints = new(challenge, challenge.Square(), challenge.Pow(3), challenge.Pow(5));
        var next = 7UL;
        ZerocheckChallenges<KoalaBearExtension5> batch = new(
            () => challenge.Pow(next++), machine.Limits.LogMaximumHeight,
            [.. Enumerable.Range(40, machine.Limits.LogMaximumHeight + machine.LogLeafGroups).Select(i => challenge.Pow((ulong)i))]);
        KoalaBear[] publicValues = [.. machine.Definition.PublicValues.Select((_, i) => KoalaBear.FromCanonical((uint)i + 3))];
        var terms = TableTerms.Create(machine, publicValues, fingerprints, batch);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mix.Name}: {mix.Cycles / 1e6:F2} M cycles, {mix.Cells / 1e6:F1} M main cells of {(long)mix.Parameters.StackedWidths[2] << mix.Parameters.LogStackedHeight:N0}"));
        Console.WriteLine($"{"table",-24}{"rows",10}{"M cells",9}{"M leaves",9}{"terms",7} | skip:{"sections",9}{"forms",6}{"terms",7}{"ops",6}{"monomials",10} | later:{"sections",9}{"terms",7}{"ops",6}");
        Counts all = default;
        foreach (var table in machine.Tables.Where(table => mix.Heights[table.Index] > 0))
        {
            var rows = (double)mix.Heights[table.Index] * (1 << table.LogBlockHeight);
            var leaves = machine.LeafGroups.Where(leaf => leaf.Table == table.Index).ToArray();
            var fingerprintTerms = leaves.Sum(leaf => leaf.Interactions.Sum(i => LinearForm.Fingerprint(table.Interactions[i], fingerprints, publicValues).Coefficients.Count));
            var skip = SectionBuilder.Build(terms[table.Index], SectionShape.Skip(mix.Parameters.LogSkip, 227 << 10));
            var later = SectionBuilder.Build(terms[table.Index], SectionShape.Variable(227 << 10));
            Counts own = new(
                rows * table.Columns.GroupWidth(ColumnGroup.Main), rows * leaves.Length, rows * fingerprintTerms, rows * FormTerms(skip), rows * Forms(skip), rows * Products(skip), rows * Operations(skip),
                rows / 16 * FormTerms(later), rows / 16 * Forms(later), rows / 16 * Products(later), rows / 16 * Operations(later), rows * skip.Sum(section => section.Columns.Length), rows * table.Columns.Width);
            all = all.Plus(own);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{table.Name,-24}{rows,10:F0}{own.Cells / 1e6,9:F2}{own.Leaves / 1e6,9:F2}{fingerprintTerms,7} | {skip.Length,14}{skip.Sum(s => s.Leaves.Length + s.ConstraintLeaves.Length),6}{FormTerms(skip),7}{Operations(skip),6}{skip.Sum(s => s.ConstraintLeaves.Length),10} | {later.Length,15}{FormTerms(later),7}{Operations(later),6}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"all, in millions: cells {all.Cells / 1e6:F1}, leaves {all.Leaves / 1e6:F1}, terms of fingerprints {all.FingerprintTerms / 1e6:F0}; skip round: columns loaded {all.SkipColumns / 1e6:F0} of {all.Columns / 1e6:F0}, terms {all.SkipTerms / 1e6:F0}, forms {all.SkipForms / 1e6:F0}, products {all.SkipProducts / 1e6:F0}, operations {all.SkipOperations / 1e6:F0}; rows behind the skip: terms {all.LaterTerms / 1e6:F0}, forms {all.LaterForms / 1e6:F0}, products {all.LaterProducts / 1e6:F0}, operations {all.LaterOperations / 1e6:F0}"));
        var plan = CudaMemory.Plan("cuda", mix.Parameters, machine, mix.Heights);
        foreach (var phase in plan.Phases)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{phase.Phase,-10} {phase.Bytes / (double)(1 << 30):F3} GiB"));
        }

        Console.WriteLine();
    }

    private static int FormTerms(ZerocheckSection[] sections) => sections.Sum(section => section.Leaves.Concat(section.ConstraintLeaves).Sum(unit => unit.Forms.Sum(form => (form.Coefficients.Count + 1) / 2 * 2)));

    private static int Forms(ZerocheckSection[] sections) => sections.Sum(section => section.Leaves.Concat(section.ConstraintLeaves).Sum(unit => unit.Forms.Length));

    /// <summary>Products of extension elements that make leaves of forms.</summary>
    private static int Products(ZerocheckSection[] sections) => sections.Sum(section => section.Leaves.Concat(section.ConstraintLeaves).Sum(unit => unit.Forms.Length - 1));

    private static int Operations(ZerocheckSection[] sections) => sections.Sum(section => section.Program.Operations.Length + section.Program.Constraints.Length);

    private readonly record struct Counts(
        double Cells, double Leaves, double FingerprintTerms, double SkipTerms, double SkipForms, double SkipProducts, double SkipOperations, double LaterTerms, double LaterForms, double LaterProducts, double LaterOperations,
        double SkipColumns, double Columns)
    {
        public Counts Plus(Counts other) => new(
            Cells + other.Cells, Leaves + other.Leaves, FingerprintTerms + other.FingerprintTerms, SkipTerms + other.SkipTerms, SkipForms + other.SkipForms, SkipProducts + other.SkipProducts,
            SkipOperations + other.SkipOperations, LaterTerms + other.LaterTerms, LaterForms + other.LaterForms, LaterProducts + other.LaterProducts, LaterOperations + other.LaterOperations, SkipColumns + other.SkipColumns, Columns + other.Columns);
    }
}
