// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using PicoEngine.Air.Layout;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Cuda.Ops;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Backends.Cuda.Zerocheck;

/// <summary>The constraint sumcheck of a shard on a device: stacked columns at first, bound columns of all tables in one buffer behind the skip.</summary>
/// <remarks>
/// Memory: 5 words for each bound cell (a 2^l-th of the shard's, and one column more a table), half of that again while a variable is bound, and 40 bytes of
/// weights for each pair of rows of the highest table.
/// </remarks>
internal sealed class CudaConstraintSession : IConstraintSession
{
    private const int Degree = KoalaBearExtension5.Degree;
    private const int Points = 4;

    // Pairs, and points of a coset, that a block sums at a time.
    private const int PairsOfTile = 8;
    private const int PointsOfTile = 128;

    private readonly CommittedShard _shard;
    private readonly ZerocheckChallenges<KoalaBearExtension5> _batch;
    private readonly CudaQueue _queue;
    private readonly BoundTables _tables;
    private readonly SectionShape _skipShape;
    private readonly SectionShape _variableShape;
    private readonly Task<ZerocheckSection[]> _skipSections;
    private readonly Task<ZerocheckSection[]> _variableSections;
    private readonly CudaBuffer[] _groups;
    private readonly CudaBuffer _rows;
    private readonly CudaBuffer _places;
    private readonly CudaBuffer _points;
    private DeviceProgram? _variableProgram;
    private CudaBuffer? _columns;
    private int _generation;

    public CudaConstraintSession(
        CommittedShard shard,
        FingerprintChallenges<KoalaBearExtension5> fingerprints,
        ZerocheckChallenges<KoalaBearExtension5> batch,
        CudaQueue queue)
    {
        (_shard, _batch, _queue) = (shard, batch, queue);
        using var scope = queue.Enter(ProverPhase.Zerocheck);
        _groups = [.. shard.Groups.Select(group => ((IDeviceColumns)group).Columns)];
        TableTerms[] terms = [.. TableTerms.Create(shard.Machine, shard.Witness.PublicValues, fingerprints, batch)
            .Where(terms => shard.Witness.Traces[terms.Table.Index].Height > 0)];
        var sharedBytes = queue.Context.Device.SharedMemoryByteCount;
        (_skipShape, _variableShape) = (SectionShape.Skip(LogSkip, sharedBytes), SectionShape.Variable(sharedBytes));

        // The device has the skip round to do while the host cuts tables for the others.
        _skipSections = Task.Run(() => LogSkip > 0 ? DeviceProgram.Cut(terms, _skipShape) : []);
        _variableSections = Task.Run(() => DeviceProgram.Cut(terms, _variableShape));
        _tables = new(shard);
        _rows = Upload<NativeZerocheckRows>([.. _tables.Generations.SelectMany(rows => rows)]);
        _places = Upload<NativeColumnPlace>(_tables.Places);

        // tau, then the leaf point: weights are of the last coordinates of each.
        _points = Upload<KoalaBearExtension5>([.. batch.Tau, .. batch.LeafRow]);
    }

    /// <summary>About how many blocks the skip round has for a table: sections take some columns each, and share some.</summary>
    public static long SkipBlocks(long rows, int width) =>
        SkipDomain.Cosets * Tiles(Tiles(rows, PointsOfTile), ItemList.TilesOfItem) * (1 + (2L * width * sizeof(uint) * PointsOfTile / SectionShape.LargestTargetBytes));

    private int LogSkip => _shard.Parameters.LogSkip;

    private int Variables => _batch.Tau.Length;

    public ConstraintSums SkipSums(ConstraintsOnRows onRows)
    {
        ObjectDisposedException.ThrowIf(_generation < 0, this);
        using var scope = _queue.Enter(ProverPhase.Zerocheck);
        var size = 1 << LogSkip;
        using DeviceProgram program = new(_queue, _skipSections.GetAwaiter().GetResult(), _skipShape);
        ItemList list = new();
        List<NativeZerocheckTotal> totals = [];
        for (var coset = 0; coset < SkipDomain.Cosets; coset++)
        {
            var first = list.Items.Count;
            foreach (var sections in program.Classes)
            {
                list.Add(sections, coset, section => IsIdle(program.Sections[section], coset) ? 0
                    : Tiles(_shard.Witness.Traces[program.Sections[section].Terms.Table.Index].Height, PointsOfTile));
            }

            AddTotals(totals, first, list.Items.Count, 2 * size);
        }

        using var constraintWeights = Weights(0, LogSkip, _tables.MaximumHeight(1), out var stride);
        using var leafWeights = Weights(Variables, LogSkip, _tables.MaximumHeight(1), out _);
        var sums = Sum(list, totals, 2 * size, (items, partialSums, launch) => NativeMethods.pico_zerocheck_skip_sums(
            _queue.Stream.Handle, LogSkip, program.Buffer.Handle, program.Layout, _rows.Handle, 0, _places.Handle, 0, _groups[0].Handle, _groups[1].Handle,
            _groups[2].Handle, items.Handle, 0, (nuint)launch.First, (nuint)launch.Count, (nuint)launch.SharedBytes, constraintWeights.Handle,
            leafWeights.Handle, stride, onRows == ConstraintsOnRows.AreEvaluated ? 1 : 0, partialSums.Handle));

        // By coset, then constraints before leaves.
        var (constraints, leaves) = (new KoalaBearExtension5[SkipDomain.Cosets * size], new KoalaBearExtension5[SkipDomain.Cosets * size]);
        for (var coset = 0; coset < SkipDomain.Cosets; coset++)
        {
            sums.AsSpan(2 * coset * size, size).CopyTo(constraints.AsSpan(coset * size));
            sums.AsSpan(((2 * coset) + 1) * size, size).CopyTo(leaves.AsSpan(coset * size));
        }

        return new(constraints, leaves);

        bool IsIdle(ZerocheckSection section, int coset) =>
            section.Leaves.Length == 0 && coset == 0 && onRows == ConstraintsOnRows.AreZero;
    }

    public void BindSkip(ReadOnlySpan<KoalaBearExtension5> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, 1 << LogSkip, nameof(weights));
        using var scope = _queue.Enter(ProverPhase.Zerocheck);
        var columns = _queue.Allocate(_tables.Words(1));
        _columns = columns;
        _generation = 1;
        var items = _tables.Items(1);
        if (items.Length > 0)
        {
            using var itemBuffer = Upload<NativeZerocheckItem>(items);
            using var weightBuffer = Upload(weights);
            NativeCall.Check(NativeMethods.pico_zerocheck_bind_skip(
                _queue.Stream.Handle, LogSkip, _places.Handle, 0, _groups[0].Handle, _groups[1].Handle, _groups[2].Handle, _rows.Handle, RowsOffset(1),
                itemBuffer.Handle, 0, (nuint)items.Length, weightBuffer.Handle, columns.Handle));
        }

        _variableProgram = new(_queue, _variableSections.GetAwaiter().GetResult(), _variableShape);
    }

    public ConstraintSums VariableSums()
    {
        using var scope = _queue.Enter(ProverPhase.Zerocheck);
        var (program, columns) = (_variableProgram, _columns);
        if (program is null || columns is null)
        {
            throw new InvalidOperationException("The skip is not bound.");
        }

        ItemList list = new();
        foreach (var sections in program.Classes)
        {
            list.Add(sections, 0, section => Tiles(Pairs(_tables.Generations[_generation][program.Sections[section].Terms.Table.Index].Height), PairsOfTile));
        }

        List<NativeZerocheckTotal> totals = [];
        AddTotals(totals, 0, list.Items.Count, 2 * Points);

        // Weights of the variables above this one.
        var first = LogSkip + _generation;
        using var constraintWeights = Weights(0, first, Pairs(_tables.MaximumHeight(_generation)), out var stride);
        using var leafWeights = Weights(Variables, first, Pairs(_tables.MaximumHeight(_generation)), out _);
        var sums = Sum(list, totals, 2 * Points, (items, partialSums, launch) => NativeMethods.pico_zerocheck_variable_sums(
            _queue.Stream.Handle, program.Buffer.Handle, program.Layout, _rows.Handle, RowsOffset(_generation), columns.Handle, items.Handle, 0,
            (nuint)launch.First, (nuint)launch.Count, (nuint)launch.SharedBytes, constraintWeights.Handle, leafWeights.Handle, stride, partialSums.Handle));
        return new(sums[..Points], sums[Points..]);
    }

    public void Bind(KoalaBearExtension5 challenge)
    {
        using var scope = _queue.Enter(ProverPhase.Zerocheck);
        var columns = _columns ?? throw new InvalidOperationException("The skip is not bound.");
        var bound = _queue.Allocate(_tables.Words(_generation + 1));
        _columns = bound;
        var items = _tables.Items(_generation + 1);
        if (items.Length > 0)
        {
            using var itemBuffer = Upload<NativeZerocheckItem>(items);
            using var challengeBuffer = Upload<KoalaBearExtension5>([challenge]);
            NativeCall.Check(NativeMethods.pico_zerocheck_bind(
                _queue.Stream.Handle, _rows.Handle, RowsOffset(_generation), RowsOffset(_generation + 1), itemBuffer.Handle, 0, (nuint)items.Length,
                challengeBuffer.Handle, 0, columns.Handle, bound.Handle));
        }

        columns.Dispose();
        _generation++;
    }

    public KoalaBearExtension5[] ColumnClaims()
    {
        using var scope = _queue.Enter(ProverPhase.Zerocheck);
        var columns = _columns ?? throw new InvalidOperationException("The skip is not bound.");
        var words = new uint[_tables.Words(_generation)];
        _queue.Read(columns, words.AsSpan());
        var claims = new KoalaBearExtension5[_shard.Machine.ColumnCount];
        foreach (var (ids, rows) in BlockLayout.ColumnIds(_shard.Machine).Zip(_tables.Generations[_generation]))
        {
            for (var column = 0; column < ids.Length && rows.Height > 0; column++)
            {
                var first = (long)rows.Offset + ((long)column * Degree * rows.Stride);
                claims[ids[column]] = new(
                    Word(first), Word(first + rows.Stride), Word(first + (2 * rows.Stride)), Word(first + (3 * rows.Stride)), Word(first + (4 * rows.Stride)));
            }
        }

        return claims;

        KoalaBear Word(long index) => KoalaBear.FromMontgomery(words[index]);
    }

    public void Dispose()
    {
        _generation = -1;
        _variableProgram?.Dispose();
        _columns?.Dispose();
        _rows.Dispose();
        _places.Dispose();
        _points.Dispose();
    }

    private static int Tiles(long count, int ofTile) => checked((int)((count + ofTile - 1) / ofTile));

    private static long Pairs(long height) => (height + 1) / 2;

    private static void AddTotals(List<NativeZerocheckTotal> totals, int firstBlock, int endBlock, int slots)
    {
        for (var slot = 0; slot < slots; slot++)
        {
            totals.Add(new() { FirstBlock = (uint)firstBlock, EndBlock = (uint)endBlock, FirstSlot = (uint)slot, SlotCount = 1 });
        }
    }

    /// <summary>Runs the launches of a list and adds what their blocks have summed.</summary>
    private KoalaBearExtension5[] Sum(
        ItemList list,
        List<NativeZerocheckTotal> totals,
        int slots,
        Func<CudaBuffer, CudaBuffer, (int First, int Count, int SharedBytes), NativeStatus> launch)
    {
        if (list.Items.Count == 0)
        {
            return new KoalaBearExtension5[totals.Count];
        }

        using var items = Upload<NativeZerocheckItem>([.. list.Items]);
        using var partialSums = _queue.Allocate((long)list.Items.Count * slots * Degree);
        foreach (var range in list.Launches)
        {
            NativeCall.Check(launch(items, partialSums, range));
        }

        using var totalBuffer = Upload<NativeZerocheckTotal>([.. totals]);
        using var sumBuffer = _queue.Allocate(totals.Count * Degree);
        NativeCall.Check(NativeMethods.pico_zerocheck_add_partial_sums(
            _queue.Stream.Handle, partialSums.Handle, totalBuffer.Handle, 0, (nuint)totals.Count, slots, sumBuffer.Handle));
        return _queue.ReadElements(sumBuffer, totals.Count);
    }

    /// <summary>eq of the coordinates from <paramref name="first"/> on of the point that begins at coordinate <paramref name="start"/>.</summary>
    private CudaBuffer Weights(int start, int first, long count, out nuint stride)
    {
        stride = (nuint)((Math.Max(count, 1) + 3) & ~3L);
        var weights = _queue.Allocate(Degree * (long)stride);
        NativeCall.Check(NativeMethods.pico_zerocheck_eq_weights(
            _queue.Stream.Handle, _points.Handle, (nuint)((start + first) * Degree), Variables - first, (nuint)count, weights.Handle, 0, stride));
        return weights;
    }

    private nuint RowsOffset(int generation) =>
        (nuint)(generation * _shard.Machine.Tables.Length * Unsafe.SizeOf<NativeZerocheckRows>());

    private CudaBuffer Upload<T>(ReadOnlySpan<T> items)
        where T : unmanaged => _queue.Upload(items);
}
