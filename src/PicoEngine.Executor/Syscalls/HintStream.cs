// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Syscalls;

/// <summary>
/// The guest's input elements. What a hook answers is read next, before the remaining input; what the guest itself writes to
/// descriptor 4 comes last.
/// </summary>
internal sealed class HintStream(GuestInput input)
{
    // What holding an element costs beside its bytes: many empty ones must meet the limit on hints too.
    private const int ElementCost = 64;

    private readonly Stack<ReadOnlyMemory<byte>> _spliced = new();
    private readonly Queue<ReadOnlyMemory<byte>> _rest = new(input.Elements);

    /// <summary>Bytes held for elements that came from the guest or from hooks.</summary>
    public long GuestBytes { get; private set; }

    public bool TryPeek(out ReadOnlyMemory<byte> element) => _spliced.TryPeek(out element) || _rest.TryPeek(out element);

    /// <summary>Removes the element that <see cref="TryPeek"/> shows.</summary>
    public void Advance()
    {
        if (!_spliced.TryPop(out _))
        {
            _rest.Dequeue();
        }
    }

    public void Append(byte[] element)
    {
        GuestBytes += ElementCost + element.Length;
        _rest.Enqueue(element);
    }

    /// <summary>Inserts <paramref name="elements"/> before the next element, the first of them to be read first.</summary>
    public void Splice(IReadOnlyList<byte[]> elements)
    {
        for (int i = elements.Count - 1; i >= 0; i--)
        {
            GuestBytes += ElementCost + elements[i].Length;
            _spliced.Push(elements[i]);
        }
    }
}
