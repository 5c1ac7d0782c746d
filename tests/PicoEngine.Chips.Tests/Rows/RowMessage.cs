// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>A message that a row puts on a bus, or takes off it.</summary>
internal sealed record RowMessage(Bus Bus, uint[] Elements, bool IsReceive)
{
    public bool SameAs(RowMessage other) => Bus.Id == other.Bus.Id && IsReceive == other.IsReceive && Elements.AsSpan().SequenceEqual(other.Elements);

    public override string ToString() => $"{(IsReceive ? "receive" : "send")} {Bus}({string.Join(", ", Elements.Select(element => $"0x{element:x}"))})";
}
