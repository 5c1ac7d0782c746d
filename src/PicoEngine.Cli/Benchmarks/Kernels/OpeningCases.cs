// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Proving.Estimates;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Protocol.Transcripts;
using PicoEngine.Stark.Whir;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>What is done with stacked columns: commitment, values of pieces and opening; and proofs of work.</summary>
internal static class OpeningCases
{
    private const int GrindingBits = 16;

    public static IEnumerable<KernelCase> Of(IProverBackend backend, KernelSizes sizes)
    {
        SystemParameters parameters = SampleShard.Parameters(sizes.LogStackedHeight, [1, 1, sizes.StackedColumns]);
        yield return Commit(backend, parameters);
        yield return Open(backend, parameters);
        yield return Grind(backend);
    }

    private static KernelCase Commit(IProverBackend backend, SystemParameters parameters)
    {
        int columns = parameters.StackedWidths[(int)ColumnGroup.Main];
        double cells = Math.ScaleB(columns, parameters.LogStackedHeight);
        LeafLayout layout = WhirShape.GroupLayout(parameters, (int)ColumnGroup.Main);
        double transformed = sizeof(uint) * (cells + Math.ScaleB(columns, layout.LogHeight));
        KernelWork[] work =
        [
            new(transformed, Calibration.Products(layout.LogHeight, layout.Width)),
            new(sizeof(uint) * Math.ScaleB(columns, layout.LogHeight), Permutations: Calibration.Permutations(layout)),
        ];
        return new KernelCase($"commitment, {columns} columns of 2^{parameters.LogStackedHeight}", "cells", cells, Prepare) { Work = _ => work };

        PreparedKernel Prepare()
        {
            KoalaBear[] words = Words(parameters, ColumnGroup.Main);
            return new PreparedKernel(() => backend.Commitments.Commit(parameters, ColumnGroup.Main, words, CodewordStorage.Recompute).Dispose());
        }
    }

    /// <summary>Values of all pieces, the index sumcheck's vectors, and the opening. The cells are read twice, for pieces and for the batch; the columns that are encoded anew for queries come on top.</summary>
    private static KernelCase Open(IProverBackend backend, SystemParameters parameters)
    {
        double cells = Math.ScaleB(parameters.StackedWidth, parameters.LogStackedHeight);
        KernelWork[] work =
        [
            new(2 * sizeof(uint) * cells, 2 * KoalaBearExtension5.Degree * cells),
            .. Enumerable.Range(1, parameters.Rounds - 1).Select(round => Folded(WhirShape.RoundLayout(parameters, round))),
        ];
        return new KernelCase($"opening, {parameters.StackedWidth} columns of 2^{parameters.LogStackedHeight}", "cells", cells, Prepare) { Work = _ => work };

        PreparedKernel Prepare()
        {
            List<ICommittedGroup> groups = [];
            foreach (ColumnGroup group in Enum.GetValues<ColumnGroup>())
            {
                groups.Add(backend.Commitments.Commit(parameters, group, Words(parameters, group), CodewordStorage.Recompute));
            }

            KoalaBearExtension5[] elements = SampleWords.Elements(parameters.LogStackedHeight - parameters.LogSkip + 1, 13);
            int low = parameters.LogPieceHeight - parameters.LogSkip;
            OpeningPoint<KoalaBearExtension5> point = new(elements[0], elements[1..(low + 1)], elements[(low + 1)..]);
            return new PreparedKernel(() => Run(point), [.. groups]);

            void Run(OpeningPoint<KoalaBearExtension5> at)
            {
                KoalaBearExtension5[] claims;
                using (IIndexSession session = backend.Opening.BeginIndex(parameters, groups, at, new KoalaBearExtension5[1 << parameters.IndexVariables]))
                {
                    claims = session.EvaluateColumns(at.Row);
                }

                DuplexChallenger challenger = TranscriptStart.Begin(ProtocolId.Shard, parameters, default);
                challenger.Observe(MessageKind.StackClaims, claims);
                new WhirProver(parameters, backend).Prove(challenger, groups, at);
            }
        }
    }

    /// <summary>The tree over a round's codeword.</summary>
    private static KernelWork Folded(LeafLayout layout) => new(Permutations: Calibration.Permutations(layout));

    private static KernelCase Grind(IProverBackend backend)
    {
        var state = new KoalaBear[Sponge.Width];
        SampleWords.Fill(state, 3);

        // Those up to the first that serves, the same on every backend.
        double nonces = backend.Grinding.FindNonce(state, GrindingBits, 0) + 1.0;
        return new KernelCase(
            $"proof of work, {GrindingBits} bits", "nonces", nonces, () => new PreparedKernel(() => backend.Grinding.FindNonce(state, GrindingBits, 0)))
        {
            Work = _ => [new(Permutations: nonces)],
        };
    }

    private static KoalaBear[] Words(SystemParameters parameters, ColumnGroup group)
    {
        var words = new KoalaBear[(long)parameters.StackedWidths[(int)group] << parameters.LogStackedHeight];
        SampleWords.Fill(words, (uint)group + 1);
        return words;
    }
}
