// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Ilgpu.Kernels;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Backends.Ilgpu.Tests.Kernels;

public sealed class NttPassTests
{
    [Fact]
    public void Plan_takes_all_bits_in_at_most_three_passes_whose_tiles_fit()
    {
        for (var logSize = 0; logSize <= KoalaBear.TwoAdicity; logSize++)
        {
            var passes = NttPass.Plan(logSize / 2, logSize);
            Assert.InRange(passes.Length, 1, 3);
            Assert.Equal(logSize, passes.Sum(pass => pass.LogRows));
            Assert.Equal(logSize / 2, passes[0].LogMessage);
            Assert.All(passes[1..], pass => Assert.Equal(logSize, pass.LogMessage));
            for (var (i, logStride) = (0, 0); i < passes.Length; logStride += passes[i].LogRows, i++)
            {
                Assert.Equal(logStride, passes[i].LogStride);
                Assert.InRange(passes[i].LogRows, 0, NttPass.MaximumLogRows);
                Assert.InRange(sizeof(uint) << (passes[i].LogRows + passes[i].LogColumns), 1, NttPass.TileBytes);
                Assert.InRange(passes[i].LogTiles, 0, logSize);
            }
        }
    }
}
