// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Backends.Tests.Buffers;

public sealed class ElementBufferPoolTests
{
    [Fact]
    public void Rent_uses_returned_memory_again_when_it_fits()
    {
        using var pool = new ElementBufferPool();
        pool.Rent(1000).Dispose();
        Assert.Equal(4096, pool.AllocatedBytes);
        pool.Rent(512).Dispose();
        Assert.Equal(4096, pool.AllocatedBytes);
        using var large = pool.Rent(1025);
        using var small = pool.Rent(511);
        Assert.Equal(4096 + 8192 + 2048, pool.AllocatedBytes);
        Assert.Equal((1025, 511), (large.Span.Length, small.Span.Length));
    }

    [Fact]
    public void Rent_never_lends_memory_twice_at_a_time()
    {
        using var pool = new ElementBufferPool();
        pool.Rent(64).Dispose();
        using var first = pool.Rent(64);
        using var second = pool.Rent(64);
        first.Span.Fill(KoalaBear.One);
        second.Span.Fill(KoalaBear.Generator);
        Assert.True(first.Span.IndexOfAnyExcept(KoalaBear.One) < 0);
    }

    [Fact]
    public void Buffer_that_was_given_back_refuses_access()
    {
        using var pool = new ElementBufferPool();
        var buffer = pool.Rent(8);
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Span.Length);

        // Returned twice, lent once: the pool has one block.
        using var first = pool.Rent(8);
        using var second = pool.Rent(8);
        first.Span.Fill(KoalaBear.One);
        second.Span.Clear();
        Assert.Equal(KoalaBear.One, first.Span[0]);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(1L << 31)]
    public void Rent_refuses_lengths_that_no_buffer_has(long length)
    {
        using var pool = new ElementBufferPool();
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Rent(length));
    }

    [Fact]
    public void Rent_refuses_after_disposal()
    {
        var pool = new ElementBufferPool();
        var buffer = pool.Rent(8);
        pool.Dispose();
        buffer.Span.Clear();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.Rent(8));
    }
}
