// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor;

/// <summary>The guest's input: an ordered list of elements, each read by one HINT_LEN and HINT_READ pair.</summary>
public sealed class GuestInput
{
    private readonly List<ReadOnlyMemory<byte>> _elements = [];

    public static GuestInput Empty => new();

    public IReadOnlyList<ReadOnlyMemory<byte>> Elements => _elements;

    /// <summary>An input of these elements, in order.</summary>
    public static GuestInput From(params ReadOnlySpan<byte[]> elements)
    {
        var input = new GuestInput();
        foreach (byte[] element in elements)
        {
            input.Add(element);
        }

        return input;
    }

    /// <summary>Appends one element. The memory must not change while the input is in use.</summary>
    public GuestInput Add(ReadOnlyMemory<byte> element)
    {
        _elements.Add(element);
        return this;
    }
}
