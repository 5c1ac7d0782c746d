// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Poseidon2;
using Xunit;

namespace PicoEngine.Backends.Conformance;

public abstract class Poseidon2Tests<TFixture>
    where TFixture : IPrimitiveFixture
{
    [Theory]
    [InlineData(16, 0)]
    [InlineData(16, 1)]
    [InlineData(16, 31)]
    [InlineData(16, 1000)]
    [InlineData(24, 1)]
    [InlineData(24, 15)]
    [InlineData(24, 16)]
    [InlineData(24, 17)]
    [InlineData(24, 5000)]
    public void Permute_equals_the_reference(int width, int count)
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.CreatePrimitive();
        var states = Samples.Words(width * count, 1);
        var expected = states.ToArray();
        var permutation = width == 16 ? Poseidon2Permutation.Width16 : Poseidon2Permutation.Width24;
        for (var i = 0; i < count; i++)
        {
            permutation.Permute(expected.AsSpan(i * width, width));
        }

        backend.Poseidon2.Permute(states, width);
        Assert.Equal(expected, states);
    }

    [Fact]
    public void Permute_refuses_other_widths_and_parts_of_states()
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.CreatePrimitive();
        Assert.Throws<ArgumentOutOfRangeException>(() => backend.Poseidon2.Permute(new KoalaBear[12], 12));
        Assert.Throws<ArgumentException>(() => backend.Poseidon2.Permute(new KoalaBear[25], 24));
    }
}
