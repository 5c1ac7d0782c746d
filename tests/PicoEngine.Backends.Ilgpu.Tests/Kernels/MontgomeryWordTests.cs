// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Ilgpu.Kernels;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Backends.Ilgpu.Tests.Kernels;

public sealed class MontgomeryWordTests
{
    private const uint Modulus = KoalaBear.Modulus;

    private static uint[] Words { get; } = Samples();

    [Fact]
    public void Arithmetic_is_that_of_the_field_and_stays_below_the_modulus()
    {
        foreach (var a in Words)
        {
            var x = KoalaBear.FromMontgomery(a);
            Assert.Equal(x.Halve().ToMontgomery(), MontgomeryWord.Halve(a));
            Assert.Equal(x.Double().ToMontgomery(), MontgomeryWord.Double(a));
            foreach (var b in Words)
            {
                var y = KoalaBear.FromMontgomery(b);
                Assert.Equal((x + y).ToMontgomery(), MontgomeryWord.Add(a, b));
                Assert.Equal((x - y).ToMontgomery(), MontgomeryWord.Subtract(a, b));
                Assert.Equal((x * y).ToMontgomery(), MontgomeryWord.Multiply(a, b));
                Assert.Equal((x + y).Cube().ToMontgomery(), MontgomeryWord.CubeOfSum(a, b - Modulus));
            }
        }
    }

    [Fact]
    public void Quotient_divides_by_every_power_of_two()
    {
        for (var log = 1; log <= KoalaBear.TwoAdicity; log++)
        {
            var inverse = KoalaBear.FromCanonical(1u << log).Inverse();
            Assert.All(Words, a => Assert.Equal((KoalaBear.FromMontgomery(a) * inverse).ToMontgomery(), MontgomeryWord.Quotient(a, log)));
        }
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData((ulong)Modulus)]
    [InlineData((ulong)int.MaxValue)]
    [InlineData(24UL * (Modulus - 1))]
    [InlineData(64UL * (Modulus - 1))]
    public void FoldSum_is_the_residue(ulong sum) => Assert.Equal((uint)(sum % Modulus), MontgomeryWord.FoldSum(sum));

    private static uint[] Samples()
    {
        Random random = new(11);
        return [0, 1, 2, Modulus - 1, Modulus - 2, Modulus / 2, (Modulus / 2) + 1, 1 << 24, (1 << 24) - 1, .. Enumerable.Range(0, 200).Select(_ => (uint)random.NextInt64(Modulus))];
    }
}
