// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>The least that a part of a case has to do, whatever implements it: what is left out makes the limit higher.</summary>
/// <param name="Bytes">Read from and written to memory: every input once, every output once, what does not fit on the chip as often as the algorithm has passes.</param>
/// <param name="Products">Products of the field.</param>
/// <param name="ExtensionProducts">Products of the extension.</param>
/// <param name="Permutations">Poseidon2 permutations of width 24.</param>
internal readonly record struct KernelWork(double Bytes = 0, double Products = 0, double ExtensionProducts = 0, double Permutations = 0)
{
    /// <summary>The least seconds, and what they are for; null without a ceiling to compare with.</summary>
    public (double Seconds, string Resource)? Limit(KernelCeilings ceilings)
    {
        (double Seconds, string Resource)[] terms =
        [
            (Seconds(Bytes, ceilings.BytesPerSecond), "memory"),
            (Seconds(Products, ceilings.ProductsPerSecond) + Seconds(ExtensionProducts, ceilings.ExtensionProductsPerSecond), "products"),
            (Seconds(Permutations, ceilings.PermutationsPerSecond), "permutations"),
        ];
        (double Seconds, string Resource) largest = terms.MaxBy(term => term.Seconds);
        return largest.Seconds > 0 ? largest : null;
    }

    private static double Seconds(double amount, double rate) => rate > 0 ? amount / rate : 0;
}
