// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Events;

/// <summary>Numbers of the register cells, space 0 of the memory bus: x0 to x31 and two that no instruction names.</summary>
public static class RegisterNumbers
{
    /// <summary>Registers that instructions name.</summary>
    public const int Named = 32;

    /// <summary>Words that an unfinished HINT_READ has written; 0 when there is none.</summary>
    public const int HintCursor = 32;

    /// <summary>Destination of instructions whose rd is x0: nothing reads it, and x0 itself is never written.</summary>
    public const int Sink = 33;

    /// <summary>Number of register cells.</summary>
    public const int Count = 34;
}
