// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using System.Runtime.InteropServices;
using PicoEngine.Executor.Precompiles;
using Xunit;

namespace PicoEngine.Executor.Tests.Ethereum;

/// <summary>
/// A whole group law made, as guests make it, of the curve's two precompiles and the special cases that they leave out.
/// A point is x and y; null is the point at infinity.
/// </summary>
internal sealed class AffineGroup(WeierstrassCurve curve, BigInteger prime)
{
    private readonly int _coordinateBytes = curve.PointWords * 2;

    public (BigInteger X, BigInteger Y)? Add((BigInteger X, BigInteger Y)? left, (BigInteger X, BigInteger Y)? right)
    {
        if (left is not { } p || right is not { } q)
        {
            return left ?? right;
        }

        if (p.X == q.X)
        {
            return p.Y == q.Y && !p.Y.IsZero ? Double(p) : null;
        }

        uint[] words = Words(p);
        Assert.Equal(PrecompileFault.None, curve.Add(words, Words(q)));
        return Point(words);
    }

    public (BigInteger X, BigInteger Y)? Multiply((BigInteger X, BigInteger Y)? point, BigInteger scalar)
    {
        (BigInteger X, BigInteger Y)? sum = null;
        for (long bit = (long)scalar.GetBitLength() - 1; bit >= 0; bit--)
        {
            sum = Add(sum, sum);
            if (!(scalar >> (int)bit).IsEven)
            {
                sum = Add(sum, point);
            }
        }

        return sum;
    }

    public bool IsOnCurve((BigInteger X, BigInteger Y) point, BigInteger a, BigInteger b) =>
        point.X < prime && point.Y < prime
        && (((point.X * point.X + a) * point.X + b - point.Y * point.Y) % prime).IsZero;

    private (BigInteger X, BigInteger Y) Double((BigInteger X, BigInteger Y) point)
    {
        uint[] words = Words(point);
        Assert.Equal(PrecompileFault.None, curve.Double(words));
        return Point(words);
    }

    private uint[] Words((BigInteger X, BigInteger Y) point)
    {
        var bytes = new byte[2 * _coordinateBytes];
        Assert.True(point.X.TryWriteBytes(bytes.AsSpan(0, _coordinateBytes), out _, isUnsigned: true));
        Assert.True(point.Y.TryWriteBytes(bytes.AsSpan(_coordinateBytes), out _, isUnsigned: true));
        return MemoryMarshal.Cast<byte, uint>(bytes).ToArray();
    }

    private (BigInteger X, BigInteger Y) Point(uint[] words)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes<uint>(words);
        return (new BigInteger(bytes[.._coordinateBytes], isUnsigned: true), new BigInteger(bytes[_coordinateBytes..], isUnsigned: true));
    }
}
