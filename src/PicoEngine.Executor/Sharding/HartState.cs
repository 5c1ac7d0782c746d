// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Events;

namespace PicoEngine.Executor.Sharding;

/// <summary>Everything but memory at a shard boundary.</summary>
/// <param name="Pc">Next instruction; 0 after HALT.</param>
/// <param name="Registers">x0 to x31.</param>
/// <param name="Sink">What the last instruction whose rd is x0 wrote (<see cref="RegisterNumbers.Sink"/>).</param>
/// <param name="HintCursor">Words that an unfinished HINT_READ at <paramref name="Pc"/> has written; 0 when there is none.</param>
/// <param name="HintLengthCount">HINT_LEN calls answered so far.</param>
/// <param name="HintElementCount">Input elements consumed so far.</param>
public sealed record HartState(
    uint Pc, IReadOnlyList<uint> Registers, uint Sink, uint HintCursor, int HintLengthCount, int HintElementCount)
{
    /// <summary>Value of the register cell <paramref name="number"/>, see <see cref="RegisterNumbers"/>.</summary>
    public uint Cell(int number) => number switch
    {
        RegisterNumbers.HintCursor => HintCursor,
        RegisterNumbers.Sink => Sink,
        _ => Registers[number],
    };
}
