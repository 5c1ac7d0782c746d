// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Benchmarks;
using PicoEngine.Cli.Benchmarks.Kernels;
using Xunit;

namespace PicoEngine.Cli.Tests.Benchmarks.Kernels;

public sealed class KernelWorkTests
{
    private static readonly KernelCeilings Ceilings = new(1000, 100, 10, 5, []);

    [Theory]
    [InlineData(5000, 100, 10, 5, "memory")]
    [InlineData(1000, 300, 20, 5, "products")]
    [InlineData(1000, 0, 0, 1, "memory")]
    public void Limit_is_of_the_resource_that_takes_longest(double bytes, double products, double extensionProducts, double seconds, string resource) =>
        Assert.Equal((seconds, resource), new KernelWork(bytes, products, extensionProducts).Limit(Ceilings));

    [Fact]
    public void Limit_of_nothing_is_none()
    {
        Assert.Equal((10, "permutations"), new KernelWork(Bytes: 2000, Permutations: 50).Limit(Ceilings));
        Assert.Null(default(KernelWork).Limit(Ceilings));
    }

    [Fact]
    public void Compare_tells_what_an_H100_reaches_and_nothing_of_other_devices()
    {
        BenchmarkRow[] rows =
        [
            new("Poseidon2 width 24: permutations", 1500, "M/s", 2000), new("Poseidon2 width 16: permutations", 2100, "M/s"),
            new("NTT 2^22, 32 columns: points", 60, "M/s") { Detail = Detail(bytes: 600, seconds: 1) },
            new("NTT 2^21 to 2^22, 32 columns: points", 60, "M/s") { Detail = Detail(bytes: 1600, seconds: 2) },
            new("NTT 2^21, 32 columns: points", 60, "M/s") { Detail = Detail(bytes: 1600, seconds: 2) },
        ];
        Assert.Empty(Targets.Compare("NVIDIA L4", rows, 1000));
        Assert.Equal(
            [
                "target on an H100, Poseidon2 width 24: permutations: 1.50 G/s of 1.4, reached",
                "target on an H100, Poseidon2 width 16: permutations: 2.10 G/s of 2.2, missed",
                "target on an H100, NTT 2^22, 32 columns: points: 60.00 % of the copy bandwidth of 75.0, missed",
                "target on an H100, NTT 2^21 to 2^22, 32 columns: points: 80.00 % of the copy bandwidth of 75.0, reached",
            ],
            Targets.Compare("NVIDIA H100 80GB HBM3", rows, 1000));
    }
    private static KernelDetail Detail(double bytes, double seconds) => new()
    {
        MedianSeconds = seconds, LeastSeconds = seconds, MostSeconds = seconds, Runs = 1, Units = 1, Bytes = bytes, LimitedBy = "memory", Kernels = [],
    };
}
