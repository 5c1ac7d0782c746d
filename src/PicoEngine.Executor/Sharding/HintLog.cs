// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Sharding;

/// <summary>
/// What the guest got from outside, in the order it asked: the only influence of the host on a run. Hooks and unconstrained
/// blocks need not be repeated in a replay, since all that remains of them is here.
/// </summary>
public sealed class HintLog
{
    private readonly List<uint> _lengths = [];
    private readonly List<ReadOnlyMemory<byte>> _elements = [];

    /// <summary>Answers to HINT_LEN.</summary>
    public IReadOnlyList<uint> Lengths => _lengths;

    /// <summary>Elements read by HINT_READ.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Elements => _elements;

    internal void AddLength(uint length) => _lengths.Add(length);

    internal void AddElement(ReadOnlyMemory<byte> element) => _elements.Add(element);
}
