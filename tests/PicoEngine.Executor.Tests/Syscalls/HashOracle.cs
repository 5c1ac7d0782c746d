// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using static System.Numerics.BitOperations;

namespace PicoEngine.Executor.Tests.Syscalls;

/// <summary>SHA-256 (FIPS 180-4) and Keccak-f[1600] (FIPS 202) with every constant computed from its definition.</summary>
internal static class HashOracle
{
    private static readonly uint[] RoundConstants = [.. Primes().Take(64).Select(CubeRootFraction)];

    public static uint[] ExtendSha256(ReadOnlySpan<uint> first16)
    {
        var w = new uint[64];
        first16.CopyTo(w);
        for (int t = 16; t < 64; t++)
        {
            uint s0 = RotateRight(w[t - 15], 7) ^ RotateRight(w[t - 15], 18) ^ (w[t - 15] >> 3);
            uint s1 = RotateRight(w[t - 2], 17) ^ RotateRight(w[t - 2], 19) ^ (w[t - 2] >> 10);
            w[t] = w[t - 16] + s0 + w[t - 7] + s1;
        }

        return w[16..];
    }

    public static uint[] CompressSha256(ReadOnlySpan<uint> w, ReadOnlySpan<uint> state)
    {
        var v = state.ToArray();
        for (int t = 0; t < 64; t++)
        {
            uint choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
            uint majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            uint t1 = v[7] + (RotateRight(v[4], 6) ^ RotateRight(v[4], 11) ^ RotateRight(v[4], 25)) + choice + RoundConstants[t] + w[t];
            uint t2 = (RotateRight(v[0], 2) ^ RotateRight(v[0], 13) ^ RotateRight(v[0], 22)) + majority;
            v = [t1 + t2, v[0], v[1], v[2], v[3] + t1, v[4], v[5], v[6]];
        }

        for (int i = 0; i < 8; i++)
        {
            v[i] += state[i];
        }

        return v;
    }

    public static uint[] PermuteKeccak(ReadOnlySpan<uint> words)
    {
        var lanes = new ulong[5, 5];
        for (int i = 0; i < 25; i++)
        {
            lanes[i % 5, i / 5] = words[2 * i] | (ulong)words[(2 * i) + 1] << 32;
        }

        byte register = 1;
        for (int round = 0; round < 24; round++)
        {
            lanes = Chi(RhoPi(Theta(lanes)));
            for (int j = 0; j <= 6; j++)
            {
                lanes[0, 0] ^= (ulong)(register & 1) << ((1 << j) - 1);
                register = (byte)((register << 1) ^ (register >> 7) * 0x71);
            }
        }

        var result = new uint[50];
        for (int i = 0; i < 25; i++)
        {
            result[2 * i] = (uint)lanes[i % 5, i / 5];
            result[(2 * i) + 1] = (uint)(lanes[i % 5, i / 5] >> 32);
        }

        return result;
    }

    /// <summary>Keccak-256 with the padding of Ethereum.</summary>
    public static byte[] Keccak256(ReadOnlySpan<byte> data)
    {
        const int Rate = 136;
        var padded = new byte[((data.Length / Rate) + 1) * Rate];
        data.CopyTo(padded);
        padded[data.Length] |= 1;
        padded[^1] |= 0x80;
        var state = new uint[50];
        for (int start = 0; start < padded.Length; start += Rate)
        {
            for (int i = 0; i < Rate / 4; i++)
            {
                state[i] ^= System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(padded.AsSpan(start + (4 * i)));
            }

            state = PermuteKeccak(state);
        }

        return System.Runtime.InteropServices.MemoryMarshal.AsBytes<uint>(state)[..32].ToArray();
    }

    private static ulong[,] Theta(ulong[,] a)
    {
        var result = new ulong[5, 5];
        for (int x = 0; x < 5; x++)
        {
            ulong left = Column((x + 4) % 5);
            ulong right = Column((x + 1) % 5);
            for (int y = 0; y < 5; y++)
            {
                result[x, y] = a[x, y] ^ left ^ RotateLeft(right, 1);
            }
        }

        return result;

        ulong Column(int x) => a[x, 0] ^ a[x, 1] ^ a[x, 2] ^ a[x, 3] ^ a[x, 4];
    }

    private static ulong[,] RhoPi(ulong[,] a)
    {
        var result = new ulong[5, 5];
        result[0, 0] = a[0, 0];
        (int x, int y) = (1, 0);
        for (int t = 0; t < 24; t++)
        {
            ulong rotated = RotateLeft(a[x, y], (t + 1) * (t + 2) / 2);
            (x, y) = (y, ((2 * x) + (3 * y)) % 5);
            result[x, y] = rotated;
        }

        return result;
    }

    private static ulong[,] Chi(ulong[,] a)
    {
        var result = new ulong[5, 5];
        for (int x = 0; x < 5; x++)
        {
            for (int y = 0; y < 5; y++)
            {
                result[x, y] = a[x, y] ^ (~a[(x + 1) % 5, y] & a[(x + 2) % 5, y]);
            }
        }

        return result;
    }

    private static IEnumerable<int> Primes()
    {
        for (int n = 2; ; n++)
        {
            if (Enumerable.Range(2, n - 2).All(divisor => n % divisor != 0))
            {
                yield return n;
            }
        }
    }

    /// <summary>First 32 bits of the fractional part of the cube root.</summary>
    private static uint CubeRootFraction(int value)
    {
        BigInteger scaled = (BigInteger)value << 96;
        BigInteger root = 0;
        for (int bit = 40; bit >= 0; bit--)
        {
            BigInteger candidate = root | BigInteger.One << bit;
            if (candidate * candidate * candidate <= scaled)
            {
                root = candidate;
            }
        }

        return (uint)(root & uint.MaxValue);
    }
}
