// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using System.Runtime.InteropServices;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Cuda.LogUp;

/// <summary>A tree of fractions on a device. The host has the layers of up to 7 variables and ends all others; in between, a wait for the device gives two rounds.</summary>
/// <remarks>Leaves are made twice, so that they and the layers above them are never in memory together: to build those layers, and when it is their turn.</remarks>
internal sealed class CudaFractionTree : IFractionTree
{
    private readonly CudaQueue _queue;
    private readonly LogupTreeHandle _tree;
    private readonly CudaBuffer _results;
    private readonly LayerOrder _order = new();
    private Action<CudaFractionTree> _restoreLeaves = _ => { };
    private LogupProgramHandle? _program;
    private UpperLayers? _upper;
    private int _round;
    private KoalaBearExtension5[] _point = [];
    private KoalaBearExtension5 _lambda;
    private KoalaBearExtension5 _first;
    private WindowSums? _window;
    private HostEntries? _entries;

    private CudaFractionTree(CudaQueue queue, int logRows, int[] heights)
    {
        _queue = queue;
        LayerCount = logRows + (heights.Length <= 1 ? 0 : BitOperations.Log2((uint)heights.Length - 1) + 1);
        var rows = MemoryMarshal.Cast<int, uint>(heights);
        NativeCall.Check(NativeMethods.pico_logup_tree_size(logRows, in MemoryMarshal.GetReference(rows), (nuint)rows.Length, out var bytes));
        OperationScope.Request(checked((long)bytes));
        NativeCall.Check(NativeMethods.pico_logup_tree_create(
            queue.Stream.Handle, logRows, in MemoryMarshal.GetReference(rows), (nuint)rows.Length, out _tree));
        try
        {
            _results = queue.Allocate(NativeMethods.LogupEntryWords);
        }
        catch
        {
            _tree.Dispose();
            throw;
        }
    }

    public int LayerCount { get; }

    public Fraction<KoalaBearExtension5> Root => Upper.Root;

    public LayerClaims FirstLayer => new(Upper[1][0].Numerator, Upper[1][1].Numerator, Upper[1][0].Denominator, Upper[1][1].Denominator);

    private UpperLayers Upper => _upper ?? throw new InvalidOperationException("The tree has no leaves.");

    /// <summary>The tree over the leaves of a shard.</summary>
    /// <param name="queue">Of the device that has the columns.</param>
    /// <param name="logRows">Row variables of every group.</param>
    /// <param name="program">What makes the leaves.</param>
    /// <param name="groups">The preprocessed, the boundary and the main columns, which are read until the leaves were proved.</param>
    public static CudaFractionTree Build(CudaQueue queue, int logRows, LeafProgram program, IReadOnlyList<CudaBuffer> groups) =>
        Fill(new(queue, logRows, program.Heights), tree =>
        {
            var uploaded = tree._program = program.Upload(queue.Stream);
            NativeCall.Check(NativeMethods.pico_logup_tree_build(
                queue.Stream.Handle, tree._tree, uploaded, groups[0].Handle, groups[1].Handle, groups[2].Handle));
            tree._restoreLeaves = own => NativeCall.Check(NativeMethods.pico_logup_tree_restore_leaves(
                queue.Stream.Handle, own._tree, uploaded, groups[0].Handle, groups[1].Handle, groups[2].Handle));
            tree.ReadUpperLayers();
        });

    /// <summary>The tree over given fractions.</summary>
    public static CudaFractionTree Build(CudaQueue queue, int logRows, IReadOnlyList<Fraction<KoalaBearExtension5>[]> groups) =>
        Fill(new(queue, logRows, [.. groups.Select(group => group.Length)]), tree =>
        {
            Fraction<KoalaBearExtension5>[] leaves = [.. groups.SelectMany(group => group)];
            NativeCall.Check(NativeMethods.pico_logup_tree_build_from(
                queue.Stream.Handle, tree._tree, in Words<Fraction<KoalaBearExtension5>>(leaves), (nuint)leaves.Length));
            tree._restoreLeaves = own => NativeCall.Check(NativeMethods.pico_logup_tree_restore_leaves_from(
                queue.Stream.Handle, own._tree, in Words<Fraction<KoalaBearExtension5>>(leaves), (nuint)leaves.Length));
            tree.ReadUpperLayers();
        });

    public KoalaBearExtension5 BeginLayer(int layer, KoalaBearExtension5[] point, KoalaBearExtension5 lambda)
    {
        _order.Begin(layer, this, point);
        using var scope = _queue.Enter(ProverPhase.LogUp);
        (_point, _lambda, _round, _window, _entries) = (point, lambda, 0, null, null);
        if (Upper.Contains(layer))
        {
            _entries = new(Upper[layer], lambda);
            return HostSums(LayerPoint.One).Quadratic;
        }

        if (layer == LayerCount)
        {
            _restoreLeaves(this);
        }

        NativeCall.Check(NativeMethods.pico_logup_layer_begin(
            _queue.Stream.Handle, _tree, layer, in Words<KoalaBearExtension5>(point), in Words(lambda), _results.Handle));
        _window = ReadWindow();
        return _window.First(point[1], LayerPoint.One).Quadratic;
    }

    public RoundSums Fold(KoalaBearExtension5 challenge, LayerPoint at)
    {
        if (_round >= _point.Length - 1)
        {
            throw new InvalidOperationException("The layer has no round behind this one.");
        }

        using var scope = _queue.Enter(ProverPhase.LogUp);
        _round++;
        if (_entries is not null)
        {
            _entries.Bind(challenge);
            return HostSums(at);
        }

        var window = _window ?? throw new InvalidOperationException("No layer was begun.");
        if (_round % 2 == 1)
        {
            _first = challenge;
            return window.Second(challenge, at);
        }

        var left = _point.Length - _round;
        if (left < NativeMethods.LogupHostVariables)
        {
            NativeCall.Check(NativeMethods.pico_logup_layer_finish(_queue.Stream.Handle, _tree, in Words(_first), in Words(challenge), _results.Handle));
            _entries = new(Read(NativeMethods.LogupEntryWords), 1 << left, _lambda);
            return HostSums(at);
        }

        NativeCall.Check(NativeMethods.pico_logup_layer_continue(_queue.Stream.Handle, _tree, in Words(_first), in Words(challenge), _results.Handle));
        _window = ReadWindow();
        return _window.First(_point[_round + 1], at);
    }

    public LayerClaims EndLayer(KoalaBearExtension5 challenge)
    {
        if (_entries is null || _round != _point.Length - 1)
        {
            throw new InvalidOperationException("The layer has rounds behind this one.");
        }

        _entries.Bind(challenge);
        var claims = _entries.Claims;
        _entries = null;
        return claims;
    }

    public void Dispose()
    {
        _program?.Dispose();
        _results.Dispose();
        _tree.Dispose();
    }

    private static CudaFractionTree Fill(CudaFractionTree tree, Action<CudaFractionTree> fill)
    {
        try
        {
            fill(tree);
            return tree;
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }

    /// <summary>The words of elements, for calls that read them before they return.</summary>
    private static ref readonly uint Words<T>(ReadOnlySpan<T> elements)
        where T : unmanaged =>
        ref MemoryMarshal.GetReference(MemoryMarshal.Cast<T, uint>(elements));

    private static ref readonly uint Words(in KoalaBearExtension5 element) => ref Words(new ReadOnlySpan<KoalaBearExtension5>(in element));

    private RoundSums HostSums(LayerPoint at) => _entries!.Sums(EqTable.Build(_point.AsSpan(_round + 1)), at);

    private void ReadUpperLayers()
    {
        NativeCall.Check(NativeMethods.pico_logup_tree_copy_top(_queue.Stream.Handle, _tree, _results.Handle));
        _upper = new(Read(NativeMethods.LogupTopWords), Math.Min(LayerCount, NativeMethods.LogupHostVariables));
    }

    private WindowSums ReadWindow() => new(_queue.ReadElements(_results, NativeMethods.LogupWindowWords / KoalaBearExtension5.Degree));

    private DevicePlanes Read(int count)
    {
        var words = new uint[count];
        _queue.Read(_results, words.AsSpan());
        return new(words);
    }
}
