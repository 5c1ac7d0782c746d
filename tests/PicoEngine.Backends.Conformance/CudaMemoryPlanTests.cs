// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda;
using PicoEngine.Backends.Tests;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Stark.Whir;
using PicoEngine.Verifier.Stark.LogUp;
using Xunit;

namespace PicoEngine.Backends.Conformance;

/// <summary>What a shard was planned to take of a device, against what the driver's pool gave out at the most, phase by phase.</summary>
[Collection(SimulatedCudaFixture.Collection)]
public sealed class CudaMemoryPlanTests(ITestOutputHelper output)
{
    /// <summary>Shards with many leaves, with few, with one high table, and with more stacked columns than rows to fill them.</summary>
    [Theory]
    [InlineData(1, 13, 4, new[] { 1 << 12, 1 << 12, 1 << 12, 1 << 13, 1 << 10 })]
    [InlineData(2, 14, 4, new[] { 0, 1 << 14, 0, 1 << 12, 0 })]
    [InlineData(3, 13, 2, new[] { 1 << 13, 16, 1 << 12, 48, 1 << 13 })]
    [InlineData(4, 13, 4, new[] { 1 << 9, 1 << 9, 1 << 9, 1 << 9, 1 << 9 })]
    public void Plan_is_within_five_percent_of_what_every_phase_takes(int seed, int logHeight, int logSkip, int[] heights)
    {
        Assert.SkipWhen(SimulatedCudaFixture.Missing is not null, SimulatedCudaFixture.Missing ?? "");
        using var context = SimulatedCudaFixture.CreateContext();
        using CudaBackend backend = new(context);
        var machine = RandomMachine.Create(seed, logHeight, 3);
        var parameters = InsecureOpeningParameters.Create(
            logHeight, Math.Max(4, logSkip), logSkip, machine.Limits.StackedWidths, [1, 2, 3], [3, 4, 3], [9, 7, 5], logCap: 4);
        var witness = RandomMachine.Witness(machine, seed, heights);
        var key = KeyedMachine.Create(machine, [.. BlockLayout.TablesInKey(machine).Select(table => Math.Max(heights[table.Index], 1))], []);
        CommittedShard layout = new(parameters, key, witness, []);
        var plan = backend.Plan(parameters, machine, witness.Heights(machine)).Phases.ToDictionary(phase => phase.Phase, phase => phase.Bytes);

        // The key's group is not the shard's.
        List<ICommittedGroup> groups = [Commit(ColumnGroup.Preprocessed, CodewordStorage.Keep)];
        var before = context.MeasurePool().Used;
        context.ResetPoolPeak();
        try
        {
            groups.Add(Commit(ColumnGroup.Boundary, CodewordStorage.Keep));
            groups.Add(Commit(ColumnGroup.Main, CodewordStorage.Recompute));
            Check(ProverPhase.Commit);
            CommittedShard shard = new(parameters, key, witness, groups);
            ProveFractions(backend, shard);
            Check(ProverPhase.LogUp);
            ProveConstraints(backend, shard);
            Check(ProverPhase.Zerocheck);
            Open(backend, parameters, groups);
            Check(ProverPhase.Open);
        }
        finally
        {
            groups.ForEach(group => group.Dispose());
        }

        ICommittedGroup Commit(ColumnGroup group, CodewordStorage storage)
        {
            var cells = new KoalaBear[HeightCheck.Capacity(machine.Limits, group)];
            foreach (var table in machine.Tables)
            {
                var first = table.Columns.GroupStart(group);
                for (var column = first; column < first + table.Columns.GroupWidth(group); column++)
                {
                    witness.Traces[table.Index].Column(column).CopyTo(cells.AsSpan((int)layout.PlaceOf(table.Index, column).Start));
                }
            }

            return backend.Commitments.Commit(parameters, group, cells, storage);
        }

        void Check(ProverPhase phase)
        {
            var used = context.MeasurePool().UsedPeak - before;
            output.WriteLine($"{phase}: planned {plan[phase]}, used {used}: {(double)plan[phase] / used:F4}");
            Assert.InRange(plan[phase], 0.95 * used, 1.05 * used);
            context.ResetPoolPeak();
        }
    }

    private static FingerprintChallenges<KoalaBearExtension5> Fingerprints { get; } = Challenges();

    private static FingerprintChallenges<KoalaBearExtension5> Challenges()
    {
        var elements = ExtensionSamples.Elements(4, 6);
        return new(elements[0], elements[1], elements[2], elements[3]);
    }

    private static void ProveFractions(CudaBackend backend, CommittedShard shard)
    {
        using var tree = backend.LogUp.BuildTree(shard, Fingerprints);
        for (var layer = 2; layer <= tree.LayerCount; layer++)
        {
            var elements = ExtensionSamples.Elements(2 * layer, layer);
            tree.BeginLayer(layer, elements[..(layer - 1)], elements[^1]);
            for (var round = 0; round < layer - 2; round++)
            {
                tree.Fold(elements[layer + round], LayerPoint.One);
            }

            tree.EndLayer(elements[^2]);
        }
    }

    private static void ProveConstraints(CudaBackend backend, CommittedShard shard)
    {
        var (machine, variables) = (shard.Machine, shard.Machine.Limits.LogMaximumHeight);
        Queue<KoalaBearExtension5> samples = new(ExtensionSamples.Elements(4 + variables, 8));
        using var session = backend.Zerocheck.Begin(
            shard, Fingerprints, new(samples.Dequeue, variables, ExtensionSamples.Elements(variables + machine.LogLeafGroups, 5)));
        session.SkipSums(ConstraintsOnRows.AreZero);
        session.BindSkip(ExtensionSamples.Elements(1 << shard.Parameters.LogSkip, 9));
        foreach (var challenge in ExtensionSamples.Elements(variables - shard.Parameters.LogSkip, 10))
        {
            session.VariableSums();
            session.Bind(challenge);
        }

        session.ColumnClaims();
    }

    private static void Open(CudaBackend backend, SystemParameters parameters, List<ICommittedGroup> groups)
    {
        var point = InsecureOpeningParameters.RandomPoint(parameters, 1);
        using (var index = backend.Opening.BeginIndex(parameters, groups, point, ExtensionSamples.Elements(1 << parameters.IndexVariables, 2)))
        {
            for (var round = 0; round < parameters.IndexVariables; round++)
            {
                index.NextMessage();
                index.Bind(KoalaBearExtension5.One);
            }

            index.EvaluateColumns(point.Row);
        }

        new WhirProver(parameters, backend).Prove(new DuplexChallenger(Sponge.Poseidon2Width24, default), groups, point);
    }
}
