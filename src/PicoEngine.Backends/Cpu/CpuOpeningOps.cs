// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Backends.Cpu.Commitments;
using PicoEngine.Backends.Cpu.Opening;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cpu;

internal sealed class CpuOpeningOps(ElementBufferPool pool, int degreeOfParallelism, CpuCommitmentOps commitments) : IOpeningOps
{
    public IIndexSession BeginIndex(
        SystemParameters parameters, IReadOnlyList<ICommittedGroup> groups, OpeningPoint<KoalaBearExtension5> point, KoalaBearExtension5[] weights)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(weights);
        KoalaBearExtension5[] pieces =
            [.. Own(parameters, groups).SelectMany(group => PieceEvaluation.EvaluatePieces(parameters, group.Columns, point, pool, degreeOfParallelism))];
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, 1 << parameters.IndexVariables, nameof(weights));
        return new CpuIndexSession(pieces, weights);
    }

    public IOpeningSession Begin(SystemParameters parameters, IReadOnlyList<ICommittedGroup> groups, ReadOnlySpan<KoalaBearExtension5> mu)
    {
        var own = Own(parameters, groups);
        ArgumentOutOfRangeException.ThrowIfNotEqual(mu.Length, parameters.BatchingVariables, nameof(mu));
        return new CpuOpeningSession(parameters, ColumnBatch.Combine(own, mu, pool, degreeOfParallelism), pool, degreeOfParallelism);
    }

    private CpuCommittedGroup[] Own(SystemParameters parameters, IReadOnlyList<ICommittedGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(groups);
        return groups.Select(group => group.Width).SequenceEqual(parameters.StackedWidths) && groups.All(group => group.LogHeight == parameters.LogStackedHeight)
            ? [.. groups.Select(commitments.Own)]
            : throw new ArgumentException("The groups have other widths or heights than the parameters.", nameof(groups));
    }
}
