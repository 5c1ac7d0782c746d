// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Diagnosis.SelfTest;

/// <summary>How much a self-test does.</summary>
/// <param name="LogSize">Log of the longest column that is transformed.</param>
/// <param name="Guests">The guests that are proved, by their names.</param>
/// <param name="FibonacciCycles">About how many cycles of the fibonacci guest.</param>
internal sealed record SelfTestPlan(int LogSize, IReadOnlyList<string> Guests, ulong FibonacciCycles)
{
    /// <summary>
    /// Every table of the machine has rows in one of the guests: <c>instructions</c> has all instructions on edge operands, <c>precompiles</c>, <c>edges</c> and
    /// <c>extensions</c> all system calls. Fibonacci fills several shards.
    /// </summary>
    public static SelfTestPlan Full { get; } = new(20, ["fibonacci", "instructions", "precompiles", "edges", "extensions"], 2_000_000);
}
