// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.Dft;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Stark.Whir;
using Xunit;

namespace PicoEngine.Backends.Conformance;

public abstract class CommitmentTests<TFixture>
    where TFixture : IProverFixture
{
    // The first group of the first set is packed: four cosets of a pair of rows in a leaf. Shards seldom fill their columns.
    [Theory]
    [InlineData(7, 1, CodewordStorage.Keep, 1.0)]
    [InlineData(7, 1, CodewordStorage.Recompute, 0.6)]
    [InlineData(7, 1, CodewordStorage.Keep, 0.0)]
    [InlineData(11, 2, CodewordStorage.Recompute, 1.0)]
    [InlineData(12, 1, CodewordStorage.Keep, 0.3)]
    public void Commit_and_Open_equal_the_reference(int logHeight, int logBlowup, CodewordStorage storage, double used)
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.Create();
        var parameters = InsecureOpeningParameters.Create(logHeight, 4, 2, [2, 5, 40], [logBlowup], [1], [3], logCap: 3);
        foreach (var kind in Enum.GetValues<ColumnGroup>())
        {
            var layout = WhirShape.GroupLayout(parameters, (int)kind);
            var columns = Samples.Words((long)layout.Width << logHeight, 7 + (int)kind);
            columns.AsSpan((int)(used * columns.Length)).Clear();
            var codewords = new KoalaBear[layout.Width << layout.LogHeight];
            ForwardNtt.Transform(columns, codewords, layout.Width);
            var tree = CappedMerkleTree.Build(Sponge.Poseidon2Width24, codewords, layout, parameters.LogCapSize);

            using var group = backend.Commitments.Commit(parameters, kind, columns, storage);
            Assert.Equal((layout.Width, logHeight, backend.Memory), (group.Width, group.LogHeight, group.Memory));
            Assert.Equal(tree.Cap.Nodes.ToArray(), group.Cap);
            int[] positions = [0, 1, 77, (1 << logHeight) - 1, 64, 77];
            var openings = backend.Commitments.Open(group, positions);
            for (var i = 0; i < positions.Length; i++)
            {
                var expected = tree.Open(codewords, layout.LeafOfQuery(positions[i]));
                Assert.Equal(expected.Leaf.ToArray(), openings[i].Leaf);
                Assert.Equal(expected.Siblings.ToArray(), openings[i].Siblings);
            }

            var copy = new KoalaBear[columns.Length];
            group.CopyColumns(copy);
            Assert.Equal(columns, copy);
            Assert.Throws<ArgumentException>(() => group.CopyColumns(new KoalaBear[1]));
        }
    }

    [Fact]
    public void Commit_of_tables_is_that_of_their_stacked_columns()
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.Create();
        var parameters = InsecureTestParameters.Toy(4);
        var machine = MachineFamily.Compile(parameters, ToyMachine.Definition).WithProgram(ToyProgram.Default.Preprocess());
        var witness = ToyExecution.Run([5, 5])[0];
        foreach (var kind in Enum.GetValues<ColumnGroup>())
        {
            using var ofTables = backend.Commitments.Commit(parameters, machine, kind, witness.Traces, CodewordStorage.Keep);
            using var ofColumns = backend.Commitments.Commit(parameters, kind, TraceStacker.Stack(machine, kind, witness.Traces), CodewordStorage.Keep);
            Assert.Equal(ofColumns.Cap, ofTables.Cap);
        }
    }

    [Fact]
    public void Commit_refuses_columns_of_another_size_and_groups_that_are_not_there()
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.Create();
        var parameters = InsecureOpeningParameters.Create(5, 4, 2, [2, 5, 40], [1], [1], [3]);
        Assert.Throws<ArgumentException>(() => backend.Commitments.Commit(parameters, ColumnGroup.Preprocessed, new KoalaBear[3 << 5], CodewordStorage.Keep));
        Assert.Throws<ArgumentOutOfRangeException>(() => backend.Commitments.Commit(parameters, (ColumnGroup)3, new KoalaBear[2 << 5], CodewordStorage.Keep));
    }
}
