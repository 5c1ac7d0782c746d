// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Primitives.Dft;
using Xunit;

namespace PicoEngine.Primitives.Tests.Dft;

public sealed unsafe class ForwardNttTests
{
    [Fact]
    public void Transform_reproduces_reference_encoding()
    {
        var vector = ReferenceVectors.Section("field").GetProperty("encode");
        var codeword = new KoalaBear[1 << vector.GetProperty("log_n").GetInt32()];
        ForwardNtt.Transform(FieldSamples.Sequence(1, 4), codeword, 1);
        Assert.Equal(ReferenceVectors.Words(vector.GetProperty("codeword")), codeword);
    }

    [Fact]
    public void Transform_equals_naive_dft_for_every_short_length_and_rate()
    {
        for (var logSize = 0; logSize <= 9; logSize++)
        {
            for (var logMessage = 0; logMessage <= logSize; logMessage++)
            {
                var coefficients = FieldSamples.Words(2 << logMessage, (16 * logSize) + logMessage);
                var values = new KoalaBear[2 << logSize];
                ForwardNtt.Transform(coefficients, values, 2);
                for (var column = 0; column < 2; column++)
                {
                    Assert.Equal(
                        NaiveDft(coefficients.AsSpan(column << logMessage, 1 << logMessage), logSize),
                        values.AsSpan(column << logSize, 1 << logSize).ToArray());
                }
            }
        }
    }

    [Theory]
    [InlineData(10, 10, 3)]
    [InlineData(10, 11, 1)]
    [InlineData(9, 12, 2)]
    [InlineData(13, 13, 1)]
    [InlineData(12, 14, 5)]
    [InlineData(2, 15, 1)]
    [InlineData(16, 17, 2)]
    public void Transform_on_long_domains_equals_evaluation_at_sampled_points(int logMessage, int logSize, int columns)
    {
        var coefficients = FieldSamples.Words(columns << logMessage, logSize);
        var values = new KoalaBear[columns << logSize];
        ForwardNtt.Transform(coefficients, values, columns);
        CheckSampledPoints(coefficients, values, logMessage, logSize, columns);
    }

    [Fact]
    public void Transform_of_largest_Montgomery_forms_equals_naive_dft()
    {
        var coefficients = Enumerable.Repeat(KoalaBear.FromMontgomery(KoalaBear.Modulus - 1), 512).ToArray();
        var values = new KoalaBear[1024];
        ForwardNtt.Transform(coefficients, values, 1);
        Assert.Equal(NaiveDft(coefficients, 10), values);
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(9, 11)]
    [InlineData(12, 13)]
    public void Kernels_of_every_supported_vector_width_agree(int logMessage, int logSize)
    {
        var coefficients = FieldSamples.Words(3 << logMessage, logSize);
        var plain = TransformWith<PackedKoalaBear1>(coefficients, logMessage, logSize);
        CheckSampledPoints(coefficients, plain, logMessage, logSize, 3);
        Assert.Equal(plain, PackedKoalaBear256.IsSupported ? TransformWith<PackedKoalaBear256>(coefficients, logMessage, logSize) : plain);
        Assert.Equal(plain, PackedKoalaBear512.IsSupported ? TransformWith<PackedKoalaBear512>(coefficients, logMessage, logSize) : plain);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 64)]
    [InlineData(5, 2)]
    [InlineData(5, 3)]
    [InlineData(5, 16)]
    public void Transform_with_more_threads_gives_the_same_values(int columns, int degreeOfParallelism)
    {
        var coefficients = FieldSamples.Words(columns << 11, columns);
        var values = new KoalaBear[columns << 12];
        var parallel = new KoalaBear[columns << 12];
        ForwardNtt.Transform(coefficients, values, columns);
        ForwardNtt.Transform(coefficients, parallel, columns, degreeOfParallelism);
        Assert.Equal(values, parallel);
    }

    [Fact]
    public void Transform_is_linear()
    {
        var (a, b) = (FieldSamples.Words(256, 1), FieldSamples.Words(256, 2));
        var sum = a.Zip(b, (x, y) => (x * KoalaBear.Generator) + y).ToArray();
        KoalaBear[] va = new KoalaBear[1024], vb = new KoalaBear[1024], vs = new KoalaBear[1024];
        ForwardNtt.Transform(a, va, 1);
        ForwardNtt.Transform(b, vb, 1);
        ForwardNtt.Transform(sum, vs, 1);
        Assert.Equal(va.Zip(vb, (x, y) => (x * KoalaBear.Generator) + y), vs);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(10)]
    public void Interpolate_inverts_Transform(int logSize)
    {
        var coefficients = FieldSamples.Words(3 << logSize, logSize);
        var values = new KoalaBear[coefficients.Length];
        var back = new KoalaBear[coefficients.Length];
        ForwardNtt.Transform(coefficients, values, 3);
        ForwardNtt.Interpolate(values, back, 3);
        Assert.Equal(coefficients, back);
    }

    [Fact]
    public void Invalid_shapes_are_rejected()
    {
        var eight = new KoalaBear[8];
        Assert.Throws<ArgumentOutOfRangeException>(() => ForwardNtt.Transform(eight, new KoalaBear[8], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ForwardNtt.Transform(eight, new KoalaBear[8], 1, 0));
        Assert.Throws<ArgumentException>(() => ForwardNtt.Transform(eight, new KoalaBear[4], 1));
        Assert.Throws<ArgumentException>(() => ForwardNtt.Transform(eight, new KoalaBear[12], 1));
        Assert.Throws<ArgumentException>(() => ForwardNtt.Transform(eight, new KoalaBear[8], 3));
        Assert.Throws<ArgumentException>(() => ForwardNtt.Transform([], new KoalaBear[8], 1));
        Assert.Throws<ArgumentException>(() => ForwardNtt.Transform(eight.AsSpan(0, 4), eight, 1));
        Assert.Throws<ArgumentException>(() => ForwardNtt.Interpolate(eight, new KoalaBear[16], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ForwardNtt.Transform(eight, new KoalaBear[1 << 25], 1));
    }

    private static KoalaBear[] TransformWith<TPacked>(KoalaBear[] coefficients, int logMessage, int logSize)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        var columns = coefficients.Length >> logMessage;
        var values = new KoalaBear[columns << logSize];
        fixed (KoalaBear* source = coefficients, destination = values)
        {
            ForwardNtt.TransformPacked<TPacked>((nint)source, (nint)destination, new NttPlan(logMessage, logSize), columns, 1);
        }

        return values;
    }

    private static void CheckSampledPoints(KoalaBear[] coefficients, KoalaBear[] values, int logMessage, int logSize, int columns)
    {
        var random = new Random(logSize);
        for (var sample = 0; sample < 24; sample++)
        {
            var column = random.Next(columns);
            var position = sample == 0 ? (1 << logSize) - 1 : random.Next(1 << logSize);
            var x = KoalaBear.TwoAdicGenerator(logSize).Pow((ulong)position);
            Assert.Equal(Horner(coefficients.AsSpan(column << logMessage, 1 << logMessage), x), values[(column << logSize) + position]);
        }
    }

    private static KoalaBear[] NaiveDft(ReadOnlySpan<KoalaBear> coefficients, int logSize)
    {
        var values = new KoalaBear[1 << logSize];
        var x = KoalaBear.One;
        for (var i = 0; i < values.Length; i++, x *= KoalaBear.TwoAdicGenerator(logSize))
        {
            values[i] = Horner(coefficients, x);
        }

        return values;
    }

    private static KoalaBear Horner(ReadOnlySpan<KoalaBear> coefficients, KoalaBear x)
    {
        var value = KoalaBear.Zero;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            value = (value * x) + coefficients[i];
        }

        return value;
    }
}
