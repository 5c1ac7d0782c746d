// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Proving;
using PicoEngine.Proving.Estimates;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Cli.Benchmarks;

/// <summary>The least seconds that the phases of a proof can take on a machine of known rates: what is counted is exact, what is left out makes the limit lower.</summary>
/// <remarks>
/// Commitments and openings: the permutations of the trees and the butterflies of the transforms. Lookups: 12.5 extension products a leaf, that is 3 for the
/// tree, 4.75 for the leaf layer and as many again for all layers above. Constraints: the transforms of the skip round (17 twiddles and, for two cosets, 16 factors and 17
/// twiddles for 16 rows of a column), folding a column (5, and an extension product for 16 rows), five products a column of an interaction at three points
/// and five a constraint at two; the multiplications inside of constraints are left out, as are the later rounds. Nothing is counted for making rows, sumchecks of the
/// opening, proof of work, execution and verification.
/// </remarks>
internal sealed class StageLimits(ArithmeticRates rates)
{
    private const double ProductsPerLeaf = 12.5;
    private const int Degree = 5;
    private const int ExtensionProducts = Degree * Degree;
    private const int SkipRows = 16;
    private const double SkipProducts = (17 + (2 * (16 + 17))) / (double)SkipRows;
    private const double FoldProducts = Degree + (ExtensionProducts / (double)SkipRows);

    /// <summary>The limits of a run; phases that have none are not in it.</summary>
    /// <param name="key">The key that the run was proved under.</param>
    /// <param name="shards">Its shards.</param>
    public IReadOnlyDictionary<ProvingPhase, double> Of(VerifyingKey key, IReadOnlyList<ShardFacts> shards)
    {
        var limits = new Dictionary<ProvingPhase, double>();
        foreach (ShardFacts facts in shards)
        {
            KeyedShape shape = key.Shapes[facts.Shape];
            Dictionary<string, long> rows = facts.Tables.ToDictionary(table => table.Name, table => table.Rows);

            // A run of several shards commits to its boundary columns once for the challenge and once for the proof.
            Add(ProvingPhase.BoundaryCommit, Group(shape.Parameters, ColumnGroup.Boundary) * (shards.Count == 1 ? 1 : 2));
            Add(ProvingPhase.Commit, Group(shape.Parameters, ColumnGroup.Main));
            Add(ProvingPhase.Open, Enumerable.Range(1, shape.Parameters.Rounds - 1).Sum(round => Commitment(WhirShape.RoundLayout(shape.Parameters, round))));
            foreach (TableDefinition table in shape.Machine.Machine.Tables)
            {
                double height = rows.GetValueOrDefault(table.Name);
                Add(ProvingPhase.LogUp, height * table.Leaves(shape.Parameters.InteractionsPerLeaf).Length * ProductsPerLeaf / rates.ExtensionProducts);
                Add(ProvingPhase.Zerocheck, height * RowProducts(table) / rates.Products);
            }
        }

        return limits;

        void Add(ProvingPhase phase, double seconds) => limits[phase] = limits.GetValueOrDefault(phase) + seconds;
    }

    /// <summary>Products of the field that a row of a table takes in the constraint sumcheck at least.</summary>
    public static double RowProducts(TableDefinition table)
    {
        int forms = table.Interactions.Sum(interaction =>
            interaction.Message.Append(interaction.Multiplicity).SelectMany(polynomial => polynomial.Columns).Distinct().Count());
        return ((SkipProducts + FoldProducts) * table.Columns.Width) + (3 * Degree * forms) + (2 * Degree * table.Constraints.Length);
    }

    private double Group(SystemParameters parameters, ColumnGroup group) => Commitment(WhirShape.GroupLayout(parameters, (int)group));

    private double Commitment(LeafLayout layout) =>
        (Calibration.Permutations(layout) / rates.Permutations) + (Calibration.Products(layout.LogHeight, layout.Width) / rates.Products);
}
