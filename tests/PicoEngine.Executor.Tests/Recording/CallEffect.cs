// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Tests.Recording;

/// <summary>Where execution goes on after an ECALL.</summary>
internal enum CallEffect
{
    Next,
    Halt,

    /// <summary>A hint that goes on in the next shard.</summary>
    Repeat,
}
