// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Backends.Tests.Machines;
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
        Backend = new CpuBackend(degreeOfParallelism);
        var first = 0;
        for (var group = 0; group < SystemParameters.GroupCount; group++)
        {
            var width = parameters.StackedWidths[group];
            var columns = new KoalaBear[width << parameters.LogStackedHeight];
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i] = cell(first + (i >> parameters.LogStackedHeight), i & ((1 << parameters.LogStackedHeight) - 1));
            }

            Groups.Add(Backend.Commitments.Commit(parameters, (ColumnGroup)group, columns, storage));
            first += width;
        }

        using var session = Backend.Opening.BeginIndex(parameters, Groups, point, new KoalaBearExtension5[1 << parameters.IndexVariables]);
        var claims = session.EvaluateColumns(point.Row);
        Statement = new([.. Groups.Select(group => group.Cap)], claims, point);
    }

    public CpuBackend Backend { get; }

    public SystemParameters Parameters { get; }

    public List<ICommittedGroup> Groups { get; } = [];

    public WhirStatement<KoalaBearExtension5, Digest> Statement { get; }

    /// <summary>Columns and point from a seed.</summary>
    public static CommittedColumns Random(SystemParameters parameters, int seed, CodewordStorage storage = CodewordStorage.Keep, int degreeOfParallelism = 1)
    {
        var random = new Random(seed);
        return new(parameters, InsecureOpeningParameters.RandomPoint(parameters, seed + 1), (_, _) => KoalaBear.FromCanonical((uint)random.NextInt64(KoalaBear.Modulus)), storage, degreeOfParallelism);
    }

    public DuplexChallenger Challenger()
    {
        var challenger = TranscriptStart.Begin(ProtocolId.Shard, Parameters, _key);
        challenger.Observe(MessageKind.StackClaims, Statement.Claims);
        return challenger;
    }

    public WhirProof<KoalaBearExtension5, KoalaBear, Digest> Prove(IWhirTampering? tampering = null) =>
        new WhirProver(Parameters, Backend) { Tampering = tampering }.Prove(Challenger(), Groups, Statement.Point);

    public uint[] ProveWords(IWhirTampering? tampering = null) => WhirProofCodec.ToWords(Prove(tampering), Parameters);

    public Rejection? Verify(uint[] words) => WhirVerifier.Verify(Parameters, Challenger(), Statement, words);

    public void Dispose()
    {
        Groups.ForEach(group => group.Dispose());
        Backend.Dispose();
    }
}
