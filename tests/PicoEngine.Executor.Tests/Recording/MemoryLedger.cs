// SPDX-License-Identifier: MIT OR Apache-2.0

using static PicoEngine.Executor.Tests.Recording.TraceViolationException;

namespace PicoEngine.Executor.Tests.Recording;

/// <summary>
/// Offline memory checking with exact multisets: every access consumes (cell, value, time) of the one before it and leaves
/// its own; what boundaries put in and take out must leave nothing over.
/// </summary>
internal sealed class MemoryLedger(string space)
{
    private readonly Dictionary<(uint Cell, uint Time), uint> _left = [];
    private readonly List<(uint Cell, uint Time, uint Value)> _consumed = [];

    /// <summary>The value of a cell when the shard begins.</summary>
    public void Begin(uint cell, uint value) => Leave(cell, 0, value);

    public void Access(uint cell, uint before, uint after, uint previous, uint now)
    {
        Require(previous < now, $"{space} 0x{cell:x}: an access at {now} follows one at {previous}");
        _consumed.Add((cell, previous, before));
        Leave(cell, now, after);
    }

    /// <summary>The value of a cell when the shard ends.</summary>
    public void End(uint cell, uint value, uint lastTime) => _consumed.Add((cell, lastTime, value));

    public void RequireBalance()
    {
        foreach ((uint cell, uint time, uint value) in _consumed)
        {
            Require(_left.Remove((cell, time), out uint found), $"{space} 0x{cell:x}: nothing, or nothing more, was left at {time}");
            Require(found == value, $"{space} 0x{cell:x}: at {time} 0x{found:x} was left, not 0x{value:x}");
        }

        Require(_left.Count == 0, $"{space}: {_left.Count} accesses are followed by none, not even the boundary");
    }

    private void Leave(uint cell, uint time, uint value) =>
        Require(_left.TryAdd((cell, time), value), $"{space} 0x{cell:x}: two accesses at {time}");
}
