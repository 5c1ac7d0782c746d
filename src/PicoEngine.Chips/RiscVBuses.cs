// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;

namespace PicoEngine.Chips;

/// <summary>The buses of the RISC-V machine: one meaning and one arity each. A word is two limbs of 16 bits, low limb first.</summary>
internal static class RiscVBuses
{
    /// <summary>(pc, ts): the execution as a path. Each instruction takes one element off and puts the next one on.</summary>
    public static readonly Bus State = new("state", 1, 2);

    /// <summary>(pc, kind, a, b, c, x, y): the decoded instruction at pc, see <see cref="Program.ProgramRow"/>.</summary>
    public static readonly Bus Program = new("program", 2, 7);

    /// <summary>(space, address, low, high, ts): the cells of a shard, each access takes the previous value off and puts the new one on.</summary>
    public static readonly Bus Memory = new("memory", 3, 5);

    /// <summary>A number below 2^16.</summary>
    public static readonly Bus Range16 = new("range16", 4, 1);

    /// <summary>A number below 2^14.</summary>
    public static readonly Bus Range14 = new("range14", 5, 1);

    /// <summary>(operation, x, y, z): bytes x and y and z = x op y, see <see cref="ByteOperation"/>.</summary>
    public static readonly Bus Byte = new("byte", 6, 4);

    /// <summary>(ts, address, words left, tail bytes): a HINT_READ step on its way through memory.</summary>
    public static readonly Bus Hint = new("hint", 7, 4);

    /// <summary>(ts, code, a0 low, a0 high, a1 low, a1 high): an ECALL that a table of its own executes.</summary>
    public static readonly Bus Call = new("call", 8, 6);

    /// <summary>(low, high): an exit code.</summary>
    public static readonly Bus Halt = new("halt", 9, 2);

    /// <summary>(index, four bytes): a committed word; 0..7 of the public-values digest, 8..15 of the deferred digest.</summary>
    public static readonly Bus Commit = new("commit", 10, 5);

    /// <summary>A key: the address chain, in ascending order over the whole run.</summary>
    public static readonly Bus Chain = new("chain", 11, 1);

    /// <summary>(1): a token for each image segment that the address chain stepped over.</summary>
    public static readonly Bus Segments = new("segments", 12, 1);

    /// <summary>(space, address, low, high, k): the value that shard k left in a cell; k = 0 is the initial state.</summary>
    public static readonly Bus Cells = new("cells", 13, 5, BusScope.Global);
}
