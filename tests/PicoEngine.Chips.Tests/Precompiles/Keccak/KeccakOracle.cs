// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips.Tests.Precompiles.Keccak;

/// <summary>Keccak-f[1600] bit by bit, as FIPS 202 writes it (section 3.2), with rotations and constants computed from their definitions.</summary>
internal static class KeccakOracle
{
    private const int Width = 64;

    /// <summary>The permutation.</summary>
    public static ulong[] Permute(ulong[] lanes)
    {
        var state = Bits(lanes);
        for (var round = 0; round < 24; round++)
        {
            state = Iota(Chi(Pi(Rho(Theta(state)))), round);
        }

        return Lanes(state);
    }

    /// <summary>theta, rho and pi.</summary>
    public static ulong[] Mix(ulong[] lanes) => Lanes(Pi(Rho(Theta(Bits(lanes)))));

    /// <summary>Rounds of a state that is behind pi of the first of them: chi and iota of each, and what follows them; behind round 23 nothing does.</summary>
    public static ulong[] Rounds(ulong[] moved, int first, int count)
    {
        var state = Bits(moved);
        for (var round = first; round < first + count; round++)
        {
            state = Iota(Chi(state), round);
            state = round == 23 ? state : Pi(Rho(Theta(state)));
        }

        return Lanes(state);
    }

    /// <summary>Keccak-256 with the padding of Ethereum: one bit 1, zeros, one bit 1, in blocks of 136 bytes.</summary>
    public static byte[] Keccak256(byte[] message)
    {
        const int Rate = 136;
        var padded = new byte[(message.Length / Rate + 1) * Rate];
        message.CopyTo(padded, 0);
        padded[message.Length] ^= 0x01;
        padded[^1] ^= 0x80;
        var state = new ulong[25];
        for (var block = 0; block < padded.Length; block += Rate)
        {
            for (var i = 0; i < Rate / 8; i++)
            {
                state[i] ^= BitConverter.ToUInt64(padded, block + (8 * i));
            }

            state = Permute(state);
        }

        return [.. state[..4].SelectMany(BitConverter.GetBytes)];
    }

    private static bool[,,] Bits(ulong[] lanes)
    {
        var state = new bool[5, 5, Width];
        Each((x, y, z) => state[x, y, z] = (lanes[x + (5 * y)] >> z & 1) != 0);
        return state;
    }

    private static ulong[] Lanes(bool[,,] state)
    {
        var result = new ulong[25];
        Each((x, y, z) => result[x + (5 * y)] |= state[x, y, z] ? 1UL << z : 0);
        return result;
    }

    private static bool[,,] Theta(bool[,,] a)
    {
        var result = new bool[5, 5, Width];
        Each((x, y, z) => result[x, y, z] = a[x, y, z] ^ Parity((x + 4) % 5, z) ^ Parity((x + 1) % 5, (z + Width - 1) % Width));
        return result;

        bool Parity(int x, int z) => a[x, 0, z] ^ a[x, 1, z] ^ a[x, 2, z] ^ a[x, 3, z] ^ a[x, 4, z];
    }

    private static bool[,,] Rho(bool[,,] a)
    {
        var result = (bool[,,])a.Clone();
        var (x, y) = (1, 0);
        for (var t = 0; t < 24; t++)
        {
            for (var z = 0; z < Width; z++)
            {
                result[x, y, z] = a[x, y, (z + (Width * 5) - ((t + 1) * (t + 2) / 2)) % Width];
            }

            (x, y) = (y, ((2 * x) + (3 * y)) % 5);
        }

        return result;
    }

    private static bool[,,] Pi(bool[,,] a)
    {
        var result = new bool[5, 5, Width];
        Each((x, y, z) => result[x, y, z] = a[(x + (3 * y)) % 5, x, z]);
        return result;
    }

    private static bool[,,] Chi(bool[,,] a)
    {
        var result = new bool[5, 5, Width];
        Each((x, y, z) => result[x, y, z] = a[x, y, z] ^ (!a[(x + 1) % 5, y, z] & a[(x + 2) % 5, y, z]));
        return result;
    }

    private static bool[,,] Iota(bool[,,] a, int round)
    {
        for (var j = 0; j <= 6; j++)
        {
            a[0, 0, (1 << j) - 1] ^= RoundBit(j + (7 * round));
        }

        return a;
    }

    /// <summary>Algorithm 5: bit t of a linear feedback shift register.</summary>
    private static bool RoundBit(int t)
    {
        var register = 1;
        for (var i = 0; i < t % 255; i++)
        {
            register <<= 1;
            register ^= (register >> 8) * 0x171;
        }

        return (register & 1) != 0;
    }

    private static void Each(Action<int, int, int> action)
    {
        for (var i = 0; i < 25 * Width; i++)
        {
            action(i / Width % 5, i / Width / 5, i % Width);
        }
    }
}
