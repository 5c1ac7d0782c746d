// SPDX-License-Identifier: MIT OR Apache-2.0

using System.CommandLine;
using PicoEngine.Cli.Benchmarks.Kernels;

namespace PicoEngine.Cli.Commands;

/// <summary>The options of <c>bench kernels</c>.</summary>
internal sealed class KernelsOptions
{
    private const int MostRuns = 1000;

    private readonly Option<int?> _size = new("--size")
    {
        Description = "kernels: the largest matrix has 2^N words; without it what the device has room for, 28 at most, and 22 on the processor.",
        HelpName = "N",
    };

    private readonly Option<int?> _runs = new("--runs")
    {
        Description = "kernels: runs of each case behind its warm-up; without it as many as take a second, a few at least and 20 at most.",
        HelpName = "N",
    };

    private readonly Option<string?> _only = new("--only") { Description = "kernels: cases whose name contains this.", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        _size.Validators.Add(result => OptionRules.RefuseUnless(
            result, result.GetValueOrDefault<int?>() is null or (>= KernelSizes.Smallest and <= KernelSizes.Largest), $"--size must be from {KernelSizes.Smallest} to {KernelSizes.Largest}."));
        _runs.Validators.Add(result => OptionRules.RefuseUnless(
            result, result.GetValueOrDefault<int?>() is null or (>= 1 and <= MostRuns), $"--runs must be from 1 to {MostRuns}."));
        command.Add(_size);
        command.Add(_runs);
        command.Add(_only);
    }

    public KernelsRequest Read(ParseResult parsed) => new(parsed.GetValue(_size), parsed.GetValue(_runs), parsed.GetValue(_only));
}
