// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Primitives.Poseidon2;

namespace PicoEngine.Cli.Benchmarks;

/// <summary>What the arithmetic of a proof costs here at best, by all threads together.</summary>
/// <param name="Products">Products of the field in a second.</param>
/// <param name="ExtensionProducts">Products of the extension in a second.</param>
/// <param name="Permutations">Poseidon2 permutations of width 24 in a second.</param>
internal sealed record ArithmeticRates(double Products, double ExtensionProducts, double Permutations)
{
    /// <summary>Measures on <paramref name="threads"/> threads at the same time; takes about three seconds.</summary>
    public static ArithmeticRates Measure(int threads) => new(
        Sum(threads, PrimitiveRates.Products),
        Sum(threads, PrimitiveRates.ExtensionProducts),
        Sum(threads, () => PrimitiveRates.Permutations(Poseidon2Permutation.Width24)));

    private static double Sum(int threads, Func<double> rate)
    {
        var rates = new double[threads];
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(i => new Thread(() => rates[i] = rate()) { IsBackground = true })];
        foreach (Thread worker in workers)
        {
            worker.Start();
        }

        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        return rates.Sum();
    }
}
