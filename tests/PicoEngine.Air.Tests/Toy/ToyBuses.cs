// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>The buses of the toy machine.</summary>
internal static class ToyBuses
{
    /// <summary>(pc, ts): the execution as a path.</summary>
    public static readonly Bus State = new("state", 1, 2);

    /// <summary>(pc, next pc, s0, a0, a1, s2, a2, operation): the program.</summary>
    public static readonly Bus Rom = new("rom", 2, 8);

    /// <summary>(t, space, address, value, write): what an instruction asks of memory.</summary>
    public static readonly Bus Access = new("access", 3, 5);

    /// <summary>(space, address, value, t): the memory of a shard.</summary>
    public static readonly Bus Memory = new("memory", 4, 4);

    /// <summary>A byte.</summary>
    public static readonly Bus Range = new("range", 5, 1);

    /// <summary>A key: the address chain.</summary>
    public static readonly Bus Chain = new("chain", 6, 1);

    /// <summary>(space, address, value, k): the value that shard k left; k = 0 is the initial state.</summary>
    public static readonly Bus Cells = new("cells", 7, 4, BusScope.Global);

    /// <summary>One token per image segment that the address chain stepped over.</summary>
    public static readonly Bus Segments = new("segments", 8, 1);

    /// <summary>An exit code.</summary>
    public static readonly Bus Halt = new("halt", 9, 1);

    /// <summary>(index, value) of a committed word.</summary>
    public static readonly Bus Commit = new("commit", 10, 2);
}
