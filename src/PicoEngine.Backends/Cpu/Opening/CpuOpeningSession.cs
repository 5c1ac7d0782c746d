// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cpu.Opening;

/// <summary>The vectors and codewords of an opening in the host's memory; the passes share threads.</summary>
internal sealed class CpuOpeningSession(SystemParameters parameters, ExtensionVector values, ElementBufferPool pool, int degreeOfParallelism) : IOpeningSession
{
    private readonly Dictionary<int, FoldedCodeword> _codewords = [];
    private FoldingState? _state;
    private int _round;

    /// <summary>g and omega.</summary>
    /// <exception cref="InvalidOperationException">No point was set.</exception>
    public FoldingState State => _state ?? throw new InvalidOperationException("The opening has no point yet.");

    /// <summary>The codeword that was made last.</summary>
    public FoldedCodeword Codeword => _codewords[_round];

    public void SetPoint(OpeningPoint<KoalaBearExtension5> point)
    {
        if (_state is not null)
        {
            throw new InvalidOperationException("The opening has a point already.");
        }

        _state = new FoldingState(pool, values, WeightVector.OfPoint(parameters, point, pool, degreeOfParallelism), degreeOfParallelism);
    }

    public SumcheckMessage<KoalaBearExtension5> NextMessage() => State.NextMessage();

    public void Bind(KoalaBearExtension5 challenge, AfterFold following) => State.Bind(challenge, anotherRound: following == AfterFold.Message);

    public void Encode(int round)
    {
        var layout = WhirShape.RoundLayout(parameters, round);
        _codewords.Add(round, FoldedCodeword.Encode(layout, State.Values, pool, degreeOfParallelism));
        _round = round;
    }

    public MerkleCap CommitCodeword()
    {
        Codeword.BuildTree(parameters.LogCapSize, degreeOfParallelism);
        return Codeword.Tree.Cap;
    }

    public KoalaBearExtension5[] Evaluate(ReadOnlySpan<KoalaBearExtension5> points)
    {
        var answers = new KoalaBearExtension5[points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            answers[i] = WeightVector.Evaluate(State.Values, points[i], degreeOfParallelism);
        }

        return answers;
    }

    public KoalaBearExtension5[] Coefficients() => State.Values.ToArray();

    public LeafOpening<KoalaBearExtension5, Digest>[] OpenCodeword(int round, ReadOnlySpan<int> positions)
    {
        if (!_codewords.Remove(round, out var codeword))
        {
            throw new InvalidOperationException($"There is no codeword of round {round}.");
        }

        using (codeword)
        {
            return codeword.Open(positions.ToArray());
        }
    }

    public void AddAnswers(int round, KoalaBearExtension5 gamma, ReadOnlySpan<KoalaBearExtension5> points, ReadOnlySpan<int> positions)
    {
        var power = gamma;
        foreach (var point in points)
        {
            WeightVector.AddPoint(State.Weights, point, power, degreeOfParallelism);
            power *= gamma;
        }

        var coefficients = new KoalaBearExtension5[positions.Length];
        for (var i = 0; i < coefficients.Length; i++, power *= gamma)
        {
            coefficients[i] = power;
        }

        WeightVector.AddPositions(State.Weights, positions, coefficients, parameters.LogLeafCount(round), pool, degreeOfParallelism);
        State.Invalidate();
    }

    public void Dispose()
    {
        if (_state is null)
        {
            values.Dispose();
        }

        _state?.Dispose();
        foreach (var codeword in _codewords.Values)
        {
            codeword.Dispose();
        }

        _codewords.Clear();
    }
}
