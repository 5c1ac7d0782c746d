// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.Whir;
using Xunit;

namespace PicoEngine.Verifier.Tests.Stark.Whir;

/// <summary>The verifier on symbols, made without any proof, decides every proof as the verifier on values does.</summary>
public sealed class WhirCircuitTests(ITestOutputHelper output)
{
    // Every so many words of a proof are changed; a prime, so that all parts are met.
    private const int Stride = 13;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, WhirVector.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Circuit_and_values_agree_on_honest_and_changed_proofs(int index)
    {
        var vector = WhirVector.All[index];
        var circuit = Record(vector);
        output.WriteLine($"{vector.Name}: {circuit.StepCount} steps");
        Assert.Null(circuit.Evaluate(vector.Challenger(), vector.Words));
        for (var place = 0; place < vector.Words.Length; place += Stride)
        {
            var words = vector.Words.ToArray();
            words[place] = (words[place] + 1) % KoalaBear.Modulus;
            var expected = WhirVerifier.Verify(vector.Parameters, vector.Challenger(), vector.Statement, words);
            Assert.NotNull(expected);
            Assert.Equal(expected, circuit.Evaluate(vector.Challenger(), words));
        }
    }

    /// <summary>The claims, caps and the point are constants of this circuit, the proof is its input.</summary>
    private static RecordedCircuit Record(WhirVector vector)
    {
        var circuit = new RecordedCircuit();
        var proof = WhirProofCodec.Read(circuit, vector.Parameters);
        var (caps, claims, point) = vector.Statement;
        var statement = new WhirStatement<RecordedCircuit.Cell, RecordedCircuit.DigestCell>(
            Array.ConvertAll(caps, cap => Array.ConvertAll(cap, circuit.Constant)),
            Constants(claims),
            new(circuit.Constant(point.Skip), Constants(point.Low), Constants(point.Row)));
        new WhirVerification<RecordedCircuit.Cell, RecordedCircuit.Cell, RecordedCircuit.DigestCell, RecordedCircuit.PositionCell>(circuit, vector.Parameters)
            .Run(statement, proof);
        return circuit;

        RecordedCircuit.Cell[] Constants(KoalaBearExtension5[] values) => Array.ConvertAll(values, circuit.Constant);
    }
}
