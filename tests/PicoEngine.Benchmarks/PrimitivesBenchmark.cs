// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli;
using PicoEngine.Cli.Benchmarks;

namespace PicoEngine.Benchmarks;

/// <summary>Rates of the primitives on one thread: <c>pico bench primitives</c> with its options, so that users and developers measure the same.</summary>
internal static class PrimitivesBenchmark
{
    /// <param name="arguments">Options of that command.</param>
    public static int Run(string[] arguments) => PicoCommand.Run(["bench", "primitives", .. arguments], CommandContext.ForProcess(CancellationToken.None));

    /// <summary>Products of field elements in a second on one thread, in the widest vectors.</summary>
    public static double ProductRate() => PrimitiveRates.Products();
}
