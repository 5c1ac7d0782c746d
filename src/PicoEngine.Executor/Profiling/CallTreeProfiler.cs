// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV;

namespace PicoEngine.Executor.Profiling;

/// <summary>
/// Attributes every cycle of a run to the path of calls that it was spent on, by following calls and returns on a stack of
/// its own. For one run.
/// </summary>
/// <remarks>
/// A return goes to the innermost call that it can belong to, so unwinding over several functions is followed; one that fits no
/// call is ignored. A jump into another function is a tail call and takes the place of the jumping function, save that of
/// the entry, which stays the root of all. Functions that run into each other without a jump count as the first. Beyond
/// <see cref="MaxDepth"/> calls, cycles stay with the deepest function that is followed; beyond <see cref="MaxNodes"/> paths,
/// those of a new path are its caller's. No cycle is lost either way.
/// </remarks>
public sealed class CallTreeProfiler : ICallObserver
{
    /// <summary>Calls inside of each other that are followed: what stacks of a profile can hold and still be looked at.</summary>
    public const int MaxDepth = 1024;

    /// <summary>Different paths of calls that are kept: about 16 MiB.</summary>
    public const int MaxNodes = 1 << 18;

    private readonly ProgramImage _image;
    private readonly FunctionMap _functions;
    private readonly List<CallNode> _nodes = [];
    private readonly Dictionary<(int Parent, int Function), int> _children = [];
    private readonly (int Node, int Function, int ReturnIndex)[] _frames = new (int, int, int)[MaxDepth];
    private int _top;
    private ulong _beyond;
    private ulong _settled;
    private bool _truncated;

    public CallTreeProfiler(ProgramImage image)
    {
        _image = image;
        _functions = new FunctionMap(image);
        int function = _functions.OfCall((int)(image.Entry - image.TextBase) / 4);
        _frames[0] = (Enter(-1, function, fallback: -1), function, -1);
    }

    /// <summary>Whether <see cref="OnEnd"/> has been told.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What has been seen so far. Complete after <see cref="OnEnd"/>.</summary>
    public CallProfile Profile => new(_image, [.. _functions.Functions], [.. _nodes], _settled, _truncated);

    /// <inheritdoc/>
    public void OnJump(JumpKind kind, int source, int target, ulong cycles)
    {
        switch (kind)
        {
            case JumpKind.Call:
                Call(source + 1, target, cycles);
                break;
            case JumpKind.Return:
                Return(target, cycles);
                break;
            default:
                Jump(target, cycles);
                break;
        }
    }

    /// <inheritdoc/>
    public void OnEnd(ulong cycles)
    {
        Settle(cycles);
        HasEnded = true;
    }

    private void Call(int returnIndex, int target, ulong cycles)
    {
        if (_beyond > 0 || _top == MaxDepth - 1)
        {
            _beyond++;
            _truncated = true;
            return;
        }

        Settle(cycles);
        int caller = _frames[_top].Node;
        int function = _functions.OfCall(target);
        _frames[++_top] = (Enter(caller, function, fallback: caller), function, returnIndex);
    }

    private void Return(int target, ulong cycles)
    {
        if (_beyond > 0)
        {
            _beyond--;
            return;
        }

        for (int frame = _top; frame > 0; frame--)
        {
            if (_frames[frame].ReturnIndex == target)
            {
                Settle(cycles);
                _top = frame - 1;
                return;
            }
        }
    }

    private void Jump(int target, ulong cycles)
    {
        (_, int current, int returnIndex) = _frames[_top];
        int function = _functions.OfJump(target, current);
        if (function == current || _beyond > 0)
        {
            return;
        }

        Settle(cycles);
        if (_top == 0)
        {
            _top = 1;
        }

        int caller = _frames[_top - 1].Node;
        _frames[_top] = (Enter(caller, function, fallback: caller), function, returnIndex);
    }

    private void Settle(ulong cycles)
    {
        int node = _frames[_top].Node;
        _nodes[node] = _nodes[node] with { Cycles = _nodes[node].Cycles + cycles - _settled };
        _settled = cycles;
    }

    /// <summary>The node of <paramref name="function"/> below <paramref name="parent"/>, entered once more.</summary>
    private int Enter(int parent, int function, int fallback)
    {
        if (!_children.TryGetValue((parent, function), out int node))
        {
            if (_nodes.Count == MaxNodes)
            {
                _truncated = true;
                return fallback;
            }

            node = _nodes.Count;
            _nodes.Add(new CallNode(parent, function, 0, 0));
            _children.Add((parent, function), node);
        }

        _nodes[node] = _nodes[node] with { Calls = _nodes[node].Calls + 1 };
        return node;
    }
}
