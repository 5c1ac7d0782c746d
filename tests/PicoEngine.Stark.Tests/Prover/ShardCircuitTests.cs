// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Protocol.Transcripts;
using PicoEngine.Verifier.Stark;
using PicoEngine.Verifier.Tests.Stark.Whir;
using Xunit;

namespace PicoEngine.Stark.Tests.Prover;

/// <summary>The shard verifier on symbols, made without any proof, decides every proof as the one on values does.</summary>
public sealed class ShardCircuitTests(ITestOutputHelper output)
{
    // Every so many words of a proof are changed; a prime, so that all parts are met.
    private const int Stride = 53;

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Circuit_and_values_agree_on_honest_and_changed_proofs(int logSkip)
    {
        using ToyShards shards = new(logSkip);
        var (statement, proof) = shards.Prove(shards.Witnesses[0]);
        var words = shards.ToWords(proof);
        var circuit = Record(shards, statement);
        Assert.Null(Evaluate(words));

        // Other heights are another circuit here, see RecordedHeights.
        var reasons = new HashSet<RejectionReason>();
        for (var place = shards.Machine.Tables.Length; place < words.Length; place += Stride)
        {
            var copy = words.ToArray();
            copy[place] = (copy[place] + 1) % KoalaBear.Modulus;
            var expected = shards.Verify(statement, copy);
            Assert.NotNull(expected);
            Assert.Equal(expected, Evaluate(copy));
            reasons.Add(expected.Value.Reason);
        }

        output.WriteLine($"l_skip {logSkip}: {circuit.StepCount} steps; {string.Join(", ", reasons)}");
        Assert.Contains(RejectionReason.ZerocheckFinalClaim, reasons);

        Rejection? Evaluate(uint[] input) =>
            circuit.Evaluate(TranscriptStart.Begin(ProtocolId.Shard, shards.Parameters, shards.Shape.Digest), input);
    }

    /// <summary>Statement and key are constants of this circuit, the proof is its input.</summary>
    private static RecordedCircuit Record(ToyShards shards, ShardStatement<KoalaBearExtension5, KoalaBear> statement)
    {
        RecordedCircuit circuit = new();
        var (key, shape) = (shards.Key.VerifyingKey, shards.Shape);
        var proof = ShardProofCodec.Read(circuit, shape.Parameters, shards.Machine);
        ShardStatement<RecordedCircuit.Cell, RecordedCircuit.Cell> symbols = new(
            [.. statement.PublicValues.Select(value => circuit.Constant(value))],
            circuit.Constant(statement.GlobalAlpha),
            circuit.Constant(statement.GlobalBeta),
            circuit.Constant(statement.GlobalSum));
        RecordedHeights heights = new(circuit, new ShardHeights(shape.Machine, shards.Witnesses[0].Heights(shards.Machine)));
        new ShardVerification<RecordedCircuit.Cell, RecordedCircuit.Cell, RecordedCircuit.DigestCell, RecordedCircuit.PositionCell>(
            circuit, shape.Parameters, shards.Machine).Run(symbols, [.. key.PreprocessedCap.Select(circuit.Constant)], proof, heights);
        return circuit;
    }

    /// <summary>Functions of known heights at symbolic points.</summary>
    private sealed class RecordedHeights(RecordedCircuit circuit, ShardHeights heights) : IShardHeights<RecordedCircuit.Cell>
    {
        public RecordedCircuit.Cell RealRows(int table, ReadOnlySpan<RecordedCircuit.Cell> rowPoint) =>
            circuit.Apply(values => heights.RealRows(table, values), rowPoint.ToArray());

        public RecordedCircuit.Cell IndexWeight(
            ReadOnlySpan<RecordedCircuit.Cell> rowPoint, RecordedCircuit.Cell lambda, ReadOnlySpan<RecordedCircuit.Cell> rho)
        {
            var variables = rowPoint.Length;
            return circuit.Apply(
                values => heights.IndexWeight(values.AsSpan(0, variables), values[variables], values.AsSpan(variables + 1)),
                [.. rowPoint, lambda, .. rho]);
        }
    }
}
