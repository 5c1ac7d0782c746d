// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Commitments;
using PicoEngine.Backends.Cpu.Opening;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Protocol.Transcripts;
using PicoEngine.Stark.Whir;
using PicoEngine.Verifier.Stark;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Stark.Tests.Whir;

/// <summary>Three committed groups, a point, and the true claims.</summary>
internal sealed class CommittedColumns : IDisposable
{
    private readonly Digest _key = new([.. Enumerable.Range(0, Digest.Length).Select(i => KoalaBear.FromCanonical((uint)i))]);

    /// <param name="parameters">The parameter set.</param>
    /// <param name="point">The point.</param>
    /// <param name="cell">The cell of a stacked column (counted over all groups) at a row.</param>
    /// <param name="storage">What becomes of codewords.</param>
    /// <param name="degreeOfParallelism">Threads.</param>
    public CommittedColumns(
        SystemParameters parameters,
        OpeningPoint<KoalaBearExtension5> point,
        Func<int, int, KoalaBear> cell,
        CodewordStorage storage = CodewordStorage.Keep,
        int degreeOfParallelism = 1)
    {
        Parameters = parameters;
        DegreeOfParallelism = degreeOfParallelism;
        var first = 0;
        List<KoalaBearExtension5> claims = [];
        for (var group = 0; group < SystemParameters.GroupCount; group++)
        {
            var width = parameters.StackedWidths[group];
            var columns = Pool.Rent((long)width << parameters.LogStackedHeight);
            for (var i = 0; i < columns.Length; i++)
            {
                columns.Span[i] = cell(first + (i >> parameters.LogStackedHeight), i & ((1 << parameters.LogStackedHeight) - 1));
            }

            Groups.Add(StackedCommitment.Commit(parameters, group, columns, storage, Pool, degreeOfParallelism));
            var pieces = PieceEvaluation.EvaluatePieces(parameters, columns, point, Pool, degreeOfParallelism);
            claims.AddRange(PieceEvaluation.EvaluateColumns(pieces, point.Row));
            first += width;
        }

        Statement = new([.. Groups.Select(group => group.Cap)], [.. claims], point);
    }

    public ElementBufferPool Pool { get; } = new();

    public SystemParameters Parameters { get; }

    public int DegreeOfParallelism { get; }

    public List<StackedCommitment> Groups { get; } = [];

    public WhirStatement<KoalaBearExtension5, Digest> Statement { get; }

    /// <summary>Columns and point from a seed.</summary>
    public static CommittedColumns Random(SystemParameters parameters, int seed, CodewordStorage storage = CodewordStorage.Keep, int degreeOfParallelism = 1)
    {
        var random = new Random(seed);
        return new(parameters, RandomPoint(parameters, seed + 1), (_, _) => KoalaBear.FromCanonical((uint)random.NextInt64(KoalaBear.Modulus)), storage, degreeOfParallelism);
    }

    public static OpeningPoint<KoalaBearExtension5> RandomPoint(SystemParameters parameters, int seed)
    {
        var elements = ExtensionSamples.Elements(parameters.LogStackedHeight + 1, seed);
        return new(elements[0], elements[1..(parameters.LogPieceHeight - parameters.LogSkip + 1)], elements[(parameters.LogPieceHeight + 1)..]);
    }

    /// <summary>A small parameter set; nothing that a verifier outside tests would take.</summary>
    public static SystemParameters InsecureTestParameters(
        int logHeight,
        int logPiece,
        int logSkip,
        ImmutableArray<int> widths,
        ImmutableArray<int> blowups,
        ImmutableArray<int> folds,
        ImmutableArray<int> queries,
        int outOfDomain = 0,
        int batchingBits = 0,
        int foldingBits = 0,
        int queryBits = 0,
        int logCap = 2) => new(
        "insecure test parameters", logHeight, logSkip, [logPiece], logPiece, logHeight, widths, blowups, folds, queries,
        outOfDomain, 0, batchingBits, foldingBits, queryBits, logCap, 64, 29, 32, 3);

    public DuplexChallenger Challenger()
    {
        var challenger = TranscriptStart.Begin(ProtocolId.Shard, Parameters, _key);
        challenger.Observe(MessageKind.StackClaims, Statement.Claims);
        return challenger;
    }

    public WhirProof<KoalaBearExtension5, KoalaBear, Digest> Prove(IWhirTampering? tampering = null) =>
        new WhirProver(Parameters, Pool, DegreeOfParallelism) { Tampering = tampering }.Prove(Challenger(), Groups, Statement.Point);

    public uint[] ProveWords(IWhirTampering? tampering = null) => WhirProofCodec.ToWords(Prove(tampering), Parameters);

    public Rejection? Verify(uint[] words) => WhirVerifier.Verify(Parameters, Challenger(), Statement, words);

    public void Dispose()
    {
        Groups.ForEach(group => group.Dispose());
        Groups.ForEach(group => group.Columns.Dispose());
        Pool.Dispose();
    }
}
