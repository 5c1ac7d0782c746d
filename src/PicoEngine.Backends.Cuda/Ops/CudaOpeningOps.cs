// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Commitments;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Cuda.Opening;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cuda.Ops;

/// <summary>Openings on a device.</summary>
internal sealed class CudaOpeningOps(CudaQueue queue) : IOpeningOps
{
    private const int Degree = KoalaBearExtension5.Degree;

    public IIndexSession BeginIndex(
        SystemParameters parameters, IReadOnlyList<ICommittedGroup> groups, OpeningPoint<KoalaBearExtension5> point, KoalaBearExtension5[] weights)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(weights);
        var own = Own(parameters, groups);
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, 1 << parameters.IndexVariables, nameof(weights));
        using var scope = queue.Enter(ProverPhase.Open);
        using var elements = EvaluatePieces(parameters, own, point);
        using var uploaded = queue.Upload<KoalaBearExtension5>(weights);
        var (log, columns) = (parameters.IndexVariables, parameters.StackedWidth);
        List<CudaBuffer> vectors = [];
        try
        {
            // e twice, as the one vector folds; where it has no pieces, it is zero.
            CudaBuffer[] sources = [elements, elements, uploaded];
            foreach (var source in sources)
            {
                var count = source == uploaded ? weights.Length : (long)columns << (parameters.LogStackedHeight - parameters.LogPieceHeight);
                var vector = queue.Allocate((long)Degree << log);
                vectors.Add(vector);
                NativeCall.Check(NativeMethods.pico_whir_to_vector(queue.Stream.Handle, source.Handle, (nuint)count, log, vector.Handle));
            }

            VectorSumcheck sumcheck = new(queue, vectors[1], vectors[2], log);

            // The groups belong to others, and were perhaps allocated on other streams: nothing reads them behind this.
            queue.Stream.Synchronize();
            return new CudaIndexSession(queue, vectors[0], log, columns, sumcheck);
        }
        catch
        {
            vectors.ForEach(vector => vector.Dispose());
            throw;
        }
    }

    public IOpeningSession Begin(SystemParameters parameters, IReadOnlyList<ICommittedGroup> groups, ReadOnlySpan<KoalaBearExtension5> mu)
    {
        var own = Own(parameters, groups);
        ArgumentOutOfRangeException.ThrowIfNotEqual(mu.Length, parameters.BatchingVariables, nameof(mu));
        using var scope = queue.Enter(ProverPhase.Open);
        var all = EqTable.Build(mu);
        List<KoalaBearExtension5> used = [];
        var first = 0;
        foreach (var group in own)
        {
            used.AddRange(all.AsSpan(first, group.UsedColumns));
            first += group.Width;
        }

        using var weights = queue.Upload<KoalaBearExtension5>(used.ToArray());
        var values = queue.Allocate((long)Degree << parameters.LogStackedHeight);
        try
        {
            NativeCall.Check(NativeMethods.pico_whir_combine(
                queue.Stream.Handle, own[0].Columns.Handle, (nuint)own[0].UsedColumns, own[1].Columns.Handle, (nuint)own[1].UsedColumns, own[2].Columns.Handle,
                (nuint)own[2].UsedColumns, parameters.LogStackedHeight, weights.Handle, 0, values.Handle));

            // As above: the groups are not read behind this.
            queue.Stream.Synchronize();
            return new CudaOpeningSession(parameters, queue, values);
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }

    /// <summary>The values of all pieces of all groups, [piece][5].</summary>
    private CudaBuffer EvaluatePieces(SystemParameters parameters, CudaCommittedGroup[] groups, OpeningPoint<KoalaBearExtension5> point)
    {
        var logPieces = parameters.LogStackedHeight - parameters.LogPieceHeight;
        var values = queue.Allocate((long)Degree * parameters.StackedWidth << logPieces);
        try
        {
            using var weights = PointWeights.UploadPiece(queue, parameters, point);
            values.Fill(queue.Stream, 0, 0, values.ElementCount);
            var first = 0L;
            foreach (var group in groups)
            {
                if (group.UsedColumns > 0)
                {
                    NativeCall.Check(NativeMethods.pico_evaluate_pieces(
                        queue.Stream.Handle, group.Columns.Handle, 0, (nuint)((long)group.UsedColumns << logPieces), parameters.LogPieceHeight, weights.Handle, 0,
                        values.Handle, (nuint)first));
                }

                first += (long)Degree * group.Width << logPieces;
            }

            return values;
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }

    private CudaCommittedGroup[] Own(SystemParameters parameters, IReadOnlyList<ICommittedGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(groups);
        return groups.Select(group => group.Width).SequenceEqual(parameters.StackedWidths) && groups.All(group => group.LogHeight == parameters.LogStackedHeight)
            ? [.. groups.Select(queue.Own)]
            : throw new ArgumentException("The groups have other widths or heights than the parameters.", nameof(groups));
    }
}
