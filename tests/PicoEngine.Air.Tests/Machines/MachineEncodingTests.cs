// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Fields;
using PicoEngine.Primitives.Dft;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Protocol.Tests.Parameters;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Air.Tests.Machines;

public sealed class MachineEncodingTests
{
    private static readonly Sponge Hasher = Sponge.Poseidon2Width24;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void MachineWords_reproduce_reference(int logSkip)
    {
        var pinned = ReferenceVectors.Toy.GetProperty($"l_skip_{logSkip}");
        var parameters = InsecureTestParameters.Toy(logSkip);
        var words = ReferenceMachineWords.OfMachine(ToyMachine.Compile(parameters), parameters.ToWords());
        Assert.Equal(pinned.GetProperty("machine_words_sha256_le32").GetString(), ReferenceVectors.Sha256(words));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Key_digest_and_preprocessed_cap_reproduce_reference(int logSkip)
    {
        var pinned = ReferenceVectors.Toy.GetProperty($"l_skip_{logSkip}");
        var parameters = InsecureTestParameters.Toy(logSkip);
        var machine = ToyMachine.Key(parameters: parameters);
        var cap = Commit(parameters, machine);
        Assert.Equal(pinned.GetProperty("preprocessed_cap").EnumerateArray().Select(ReferenceVectors.Digest), cap.Nodes);

        var machineDigest = Hasher.Hash(DomainTag.Machine, ReferenceMachineWords.OfMachine(machine.Machine, parameters.ToWords()));
        var keyDigest = Hasher.Hash(
            DomainTag.Key, [.. machineDigest.Words, .. ReferenceMachineWords.OfProgram(machine), .. cap.Hash(Hasher).Words]);
        Assert.Equal(ReferenceVectors.Digest(pinned.GetProperty("vk_digest")), keyDigest);
    }

    [Fact]
    public void MachineWords_see_order_and_meaning_but_not_names()
    {
        var parameterWords = InsecureTestParameters.Toy().ToWords();
        var words = ReferenceMachineWords.OfMachine(ToyMachine.Compile(), parameterWords);
        var limits = InsecureTestParameters.Toy().ToMachineLimits();
        MachineDefinition[] others =
        [
            ToyMachine.Definition with { Tables = [.. ToyMachine.Definition.Tables.Reverse()] },
            ToyMachine.Definition with { Buses = [.. ToyMachine.Definition.Buses.Reverse()] },
            ToyMachine.Definition with { PublicInteractions = null },
            ToyMachine.Definition with { PublicValues = [.. ToyPublicValues.All, new PublicValue(ToyPublicValues.All.Length, "one more")] },
        ];
        Assert.All(others, other => Assert.NotEqual(words, ReferenceMachineWords.OfMachine(Machine.Compile(other, limits), parameterWords)));
        Assert.NotEqual(words, ReferenceMachineWords.OfMachine(ToyMachine.Compile(), InsecureTestParameters.Toy(0).ToWords()));
    }

    // Leaf j holds the 2^k_0 rows of one coset; the reference does not pack the leaves of narrow groups.
    private static MerkleCap Commit(SystemParameters parameters, KeyedMachine machine)
    {
        var width = parameters.StackedWidths[(int)ColumnGroup.Preprocessed];
        var stacked = TraceStacker.Stack(machine, ColumnGroup.Preprocessed, []);
        var codewords = new KoalaBear[width << parameters.LogCodewordLength(0)];
        ForwardNtt.Transform(stacked, codewords, width);
        var layout = LeafLayout.Create(parameters.LogCodewordLength(0), width, parameters.FoldedVariables[0]);
        return CappedMerkleTree.Build(Hasher, codewords, layout, parameters.LogCapSize).Cap;
    }
}
