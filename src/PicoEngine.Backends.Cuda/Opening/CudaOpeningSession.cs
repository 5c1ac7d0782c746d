// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cuda.Opening;

/// <summary>The vectors and codewords of an opening in a device's memory.</summary>
/// <param name="parameters">The parameter set.</param>
/// <param name="queue">Where.</param>
/// <param name="values">g, a vector of 2^m elements; the session's from now on.</param>
internal sealed class CudaOpeningSession(SystemParameters parameters, CudaQueue queue, CudaBuffer values) : IOpeningSession
{
    private readonly Dictionary<int, FoldedCodeword> _codewords = [];
    private VectorSumcheck? _state;
    private int _round;

    private VectorSumcheck State => _state ?? throw new InvalidOperationException("The opening has no point yet.");

    public void SetPoint(OpeningPoint<KoalaBearExtension5> point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (_state is not null)
        {
            throw new InvalidOperationException("The opening has a point already.");
        }

        using var scope = queue.Enter(ProverPhase.Open);
        using var inner = PointWeights.UploadPiece(queue, parameters, point);
        using var outer = queue.Upload<KoalaBearExtension5>(EqTable.Build(point.Row));
        var weights = queue.Allocate((long)KoalaBearExtension5.Degree << parameters.LogStackedHeight);
        try
        {
            NativeCall.Check(NativeMethods.pico_whir_outer_product(
                queue.Stream.Handle, inner.Handle, 0, parameters.LogPieceHeight, outer.Handle, 0, point.Row.Length, weights.Handle));
            _state = new(queue, values, weights, parameters.LogStackedHeight);
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    public SumcheckMessage<KoalaBearExtension5> NextMessage()
    {
        using var scope = queue.Enter(ProverPhase.Open);
        return State.NextMessage();
    }

    public void Bind(KoalaBearExtension5 challenge, AfterFold following)
    {
        using var scope = queue.Enter(ProverPhase.Open);
        State.Bind(challenge, anotherRound: following == AfterFold.Message);
    }

    public void Encode(int round)
    {
        var layout = WhirShape.RoundLayout(parameters, round);
        using var scope = queue.Enter(ProverPhase.Open);
        var codeword = queue.Allocate((long)layout.Width << layout.LogHeight);
        try
        {
            queue.Ntt.Forward(queue.Stream, State.Values, 0, State.LogLength, codeword, 0, layout.LogHeight, layout.Width);
            _codewords.Add(round, new(layout, codeword));
            _round = round;
        }
        catch
        {
            codeword.Dispose();
            throw;
        }
    }

    public MerkleCap CommitCodeword()
    {
        using var scope = queue.Enter(ProverPhase.Open);
        return _codewords[_round].BuildTree(queue, parameters.LogCapSize);
    }

    public KoalaBearExtension5[] Evaluate(ReadOnlySpan<KoalaBearExtension5> points)
    {
        if (points.IsEmpty)
        {
            return [];
        }

        using var scope = queue.Enter(ProverPhase.Open);
        using var answers = queue.Allocate((long)KoalaBearExtension5.Degree * points.Length);
        for (var i = 0; i < points.Length; i++)
        {
            NativeCall.Check(NativeMethods.pico_whir_evaluate(
                queue.Stream.Handle, State.Values.Handle, State.LogLength, in ElementWords.Of(in points[i]), State.PartialSums.Handle, answers.Handle,
                (nuint)(KoalaBearExtension5.Degree * i)));
        }

        return queue.ReadElements(answers, points.Length);
    }

    public KoalaBearExtension5[] Coefficients()
    {
        using var scope = queue.Enter(ProverPhase.Open);
        var length = 1 << State.LogLength;
        var words = new KoalaBear[KoalaBearExtension5.Degree * length];
        queue.Read(State.Values, words.AsSpan());
        var coefficients = new KoalaBearExtension5[length];
        for (var i = 0; i < length; i++)
        {
            coefficients[i] = new(words[i], words[length + i], words[(2 * length) + i], words[(3 * length) + i], words[(4 * length) + i]);
        }

        return coefficients;
    }

    public LeafOpening<KoalaBearExtension5, Digest>[] OpenCodeword(int round, ReadOnlySpan<int> positions)
    {
        if (!_codewords.Remove(round, out var codeword))
        {
            throw new InvalidOperationException($"There is no codeword of round {round}.");
        }

        using (codeword)
        {
            using var scope = queue.Enter(ProverPhase.Open);
            return codeword.Open(queue, positions);
        }
    }

    public void AddAnswers(int round, KoalaBearExtension5 gamma, ReadOnlySpan<KoalaBearExtension5> points, ReadOnlySpan<int> positions)
    {
        using var scope = queue.Enter(ProverPhase.Open);
        var power = gamma;
        foreach (ref readonly var point in points)
        {
            NativeCall.Check(NativeMethods.pico_whir_add_powers(
                queue.Stream.Handle, State.Weights.Handle, State.LogLength, in ElementWords.Of(in point), in ElementWords.Of(in power)));
            power *= gamma;
        }

        // Queries that meet add up.
        Dictionary<int, KoalaBearExtension5> coefficients = [];
        foreach (var position in positions)
        {
            coefficients[position] = coefficients.GetValueOrDefault(position) + power;
            power *= gamma;
        }

        if (coefficients.Count > 0)
        {
            AddPositions([.. coefficients.Keys], [.. coefficients.Values], parameters.LogLeafCount(round));
        }

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

    /// <summary>Adds sum_j c_j pow(w^(p_j)), w of order 2^log: entry i is the value at w^i of the polynomial sum_j c_j X^(p_j), so that all of them are one transform.</summary>
    private void AddPositions(int[] positions, KoalaBearExtension5[] elements, int log)
    {
        using var places = queue.Upload<int>(positions);
        using var coefficients = queue.Upload<KoalaBearExtension5>(elements);
        using var sparse = queue.Allocate((long)KoalaBearExtension5.Degree << log);
        using var sums = queue.Allocate((long)KoalaBearExtension5.Degree << log);
        NativeCall.Check(NativeMethods.pico_whir_scatter(
            queue.Stream.Handle, places.Handle, coefficients.Handle, (nuint)positions.Length, log, sparse.Handle));
        queue.Ntt.Forward(queue.Stream, sparse, 0, log, sums, 0, log, KoalaBearExtension5.Degree);
        NativeCall.Check(NativeMethods.pico_whir_add(queue.Stream.Handle, sums.Handle, log, State.Weights.Handle, State.LogLength));
    }
}
