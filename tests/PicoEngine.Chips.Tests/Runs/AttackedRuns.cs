// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Executor;

namespace PicoEngine.Chips.Tests.Runs;

/// <summary>Honest runs that tests attack. Each is made once.</summary>
internal static class AttackedRuns
{
    private static readonly Lazy<GuestRun> LazyMixed = new(() =>
    {
        using var program = SystemPrograms.Mixed(300);
        return GuestRun.Of(program, GuestInput.From(new byte[70], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], []), cellsPerRow: 200);
    });

    private static readonly Lazy<GuestRun> LazyIdle = new(() =>
    {
        using var program = SystemPrograms.Mixed(10);
        return GuestRun.Of(program, GuestInput.From(new byte[7000], [], []), wordsPerShard: 1024);
    });

    private static readonly Lazy<GuestRun> LazyHint = new(() =>
    {
        using var program = SystemPrograms.Hint();
        return GuestRun.Of(program, GuestInput.From([.. Enumerable.Range(1, 30).Select(i => (byte)i)]));
    });

    /// <summary>A little of everything in two shards; the first carries the whole address chain and the image.</summary>
    public static GuestRun Mixed => LazyMixed.Value;

    /// <summary>Two shards, the second of which executes nothing and carries a part of the address chain.</summary>
    public static GuestRun Idle => LazyIdle.Value;

    /// <summary>A hint of 30 bytes in one shard.</summary>
    public static GuestRun Hint => LazyHint.Value;
}
