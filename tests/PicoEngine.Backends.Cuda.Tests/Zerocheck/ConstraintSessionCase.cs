// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Zerocheck;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Cuda.Ops;
using PicoEngine.Backends.Tests;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Chips;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;
using Xunit;

namespace PicoEngine.Backends.Cuda.Tests.Zerocheck;

/// <summary>A constraint sumcheck on a device beside that of the CPU.</summary>
internal static class ConstraintSessionCase
{
    /// <summary>Some tables of the RISC-V machine, by name, in one machine; blocks of 16 rows.</summary>
    public static Machine TablesOfTheMachine(Func<string, bool> isIn)
    {
        var compiled = Machine.Compile(
            RiscVMachine.Definition with
            {
                Tables = [.. RiscVMachine.Definition.Tables.Where(table => isIn(table.Name))],
                PublicInteractions = null,
                Shapes = [],
                PreprocessedWidths = [],
                RunRoles = null,
                ProgramRule = null,
            },
            new MachineLimits(16, [16, 13, 10, 4], 4, 16, [32, 8, 64], 29, 32, 3));
        return compiled.InShape(new ShapeClass(8, 64, BlockClass.Small), 32);
    }

    public static FingerprintChallenges<KoalaBearExtension5> Fingerprints()
    {
        var challenges = ExtensionSamples.Elements(4, 6);
        return new(challenges[0], challenges[1], challenges[2], challenges[3]);
    }

    public static ZerocheckChallenges<KoalaBearExtension5> Batch(Machine machine)
    {
        var height = machine.Limits.LogMaximumHeight;
        Queue<KoalaBearExtension5> samples = new(Elements(4 + height, 8));
        return new(samples.Dequeue, height, Elements(height + machine.LogLeafGroups, 5));
    }

    /// <summary>Elements of which none is 0 or 1: weights of low rows would be zero.</summary>
    private static KoalaBearExtension5[] Elements(int count, int seed) =>
        [.. ExtensionSamples.Elements(8 * count, seed).Where(element => !element.IsBase).Take(count)];

    public static void Check(CudaQueue queue, Machine machine, ShardWitness witness, int logSkip)
    {
        var onHost = CommittedShards.OnHost(machine, witness, logSkip);
        var heights = witness.Heights(machine);
        var key = KeyedMachine.Create(machine, [.. BlockLayout.TablesInKey(machine).Select(table => Math.Max(heights[table.Index], 1))], []);
        CommittedShard layout = new(onHost.Parameters, key, witness, []);
        var groups = Enum.GetValues<ColumnGroup>().Select(group => new Group(queue.Stream, layout, group)).ToArray();
        CommittedShard shard = new(onHost.Parameters, key, witness, groups);
        using ElementBufferPool pool = new();
        using var expected = new CpuConstraintSession(onHost, Fingerprints(), Batch(machine), IZerocheckKernel.Widest, pool, 1);
        using (var actual = new CudaZerocheckOps(queue).Begin(shard, Fingerprints(), Batch(machine)))
        {
            foreach (var onRows in Enum.GetValues<ConstraintsOnRows>().Where(_ => logSkip > 0))
            {
                AssertEqual(expected.SkipSums(onRows), actual.SkipSums(onRows));
            }

            var weights = logSkip == 0 ? [KoalaBearExtension5.One] : Elements(1 << logSkip, 9);
            expected.BindSkip(weights);
            actual.BindSkip(weights);
            foreach (var challenge in Elements(machine.Limits.LogMaximumHeight - logSkip, 10))
            {
                AssertEqual(expected.VariableSums(), actual.VariableSums());
                expected.Bind(challenge);
                actual.Bind(challenge);
            }

            Assert.Equal(expected.ColumnClaims(), actual.ColumnClaims());
        }

        foreach (var group in groups)
        {
            group.Dispose();
        }
    }

    private static void AssertEqual(ConstraintSums expected, ConstraintSums actual)
    {
        Assert.Equal(expected.Leaves, actual.Leaves);
        Assert.Equal(expected.Constraints, actual.Constraints);
        Assert.Contains(expected.Leaves, sum => !sum.IsZero);
    }

    /// <summary>Columns on the device without a commitment to them.</summary>
    private sealed class Group : ICommittedGroup, IDeviceColumns
    {
        public Group(CudaStream stream, CommittedShard shard, ColumnGroup group)
        {
            List<KoalaBear> cells = [];
            foreach (var table in shard.Machine.Tables)
            {
                for (var column = 0; column < table.Columns.Width; column++)
                {
                    var place = shard.PlaceOf(table.Index, column);
                    if (place.Group == group && place.Height > 0)
                    {
                        var end = (int)place.Start + place.Height;
                        cells.AddRange(Enumerable.Repeat(KoalaBear.Zero, Math.Max(end - cells.Count, 0)));
                        shard.Witness.Traces[table.Index].Column(column).CopyTo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(cells)[(int)place.Start..]);
                    }
                }
            }

            cells.Add(KoalaBear.Zero);
            Columns = stream.Allocate(cells.Count);
            Columns.Write<KoalaBear>(stream, cells.ToArray());
        }

        public CudaBuffer Columns { get; }

        public MemorySpace Memory => throw new NotSupportedException();

        public int Width => throw new NotSupportedException();

        public int LogHeight => throw new NotSupportedException();

        public Digest[] Cap => throw new NotSupportedException();

        public void CopyColumns(Span<KoalaBear> columns) => throw new NotSupportedException();

        public void Dispose() => Columns.Dispose();
    }
}
