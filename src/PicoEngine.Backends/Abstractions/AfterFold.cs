// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Abstractions;

/// <summary>What follows when a variable is bound.</summary>
public enum AfterFold
{
    /// <summary>The message of the next round, which may be made in the same pass.</summary>
    Message,

    /// <summary>Other weights or the end: a message made now would be worth nothing.</summary>
    Weights,
}
