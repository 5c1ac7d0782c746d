// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Rendering;

/// <summary>Medians over blocks that were executed and came out valid.</summary>
/// <param name="Blocks">Their number, at least one.</param>
/// <param name="CyclesPerGas">Cycles for each unit of gas.</param>
/// <param name="CellsPerGas">Committed cells for each unit of gas.</param>
/// <param name="InteractionsPerGas">Messages on buses for each unit of gas.</param>
internal sealed record BlockMedians(int Blocks, double CyclesPerGas, double CellsPerGas, double InteractionsPerGas)
{
    private const ulong Mainnet = 1;

    // Below it what does not depend on gas, headers and the path to the state's root, is most of the work.
    private const ulong LeastGas = 1_000_000;

    /// <summary>Over all blocks; null where none came out valid.</summary>
    public static BlockMedians? OfAll(IEnumerable<BlockResult> results) => Of(results, _ => true);

    /// <summary>Over blocks of mainnet with a million gas and more: those that guests are compared on.</summary>
    public static BlockMedians? OfMainnet(IEnumerable<BlockResult> results) =>
        Of(results, run => run.Job.Facts is { ChainId: Mainnet, GasUsed: > LeastGas });

    private static BlockMedians? Of(IEnumerable<BlockResult> results, Func<BlockExecution, bool> counts)
    {
        BlockExecution[] runs = [.. results.Where(result => result.Failure is null).Select(result => result.Execution!).Where(counts)];
        return runs.Length == 0
            ? null
            : new BlockMedians(
                runs.Length,
                Median(runs.Select(run => run.PerGas(run.Report.Cycles))),
                Median(runs.Select(run => run.PerGas(run.Cells))),
                Median(runs.Select(run => run.PerGas(run.Interactions))));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
