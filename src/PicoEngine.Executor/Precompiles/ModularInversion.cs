// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PicoEngine.Executor.Precompiles;

/// <summary>Inverses modulo one odd number by the division steps of Bernstein and Yang (eprint 2019/266), 62 at a time on the low words.</summary>
/// <remarks>
/// Numbers are little-endian limbs of 62 bits, the top one signed, so that dividing by 2^62 drops a limb. Running time depends on the operands,
/// which in a guest's execution are no secrets.
/// </remarks>
internal sealed class ModularInversion
{
    private const int LimbBits = 62;
    private const int MaxLimbs = 7;
    private const long LimbMask = (1L << LimbBits) - 1;

    private readonly int _limbs;
    private readonly long[] _modulus;
    private readonly ulong _modulusInverse;

    /// <summary>Prepares for an odd modulus of at most 64·<paramref name="wordLimbs"/> bits (4 or 6 words).</summary>
    public ModularInversion(in FieldElement modulus, int wordLimbs)
    {
        // One bit more than the modulus, for the sign.
        _limbs = ((64 * wordLimbs) + 1 + LimbBits - 1) / LimbBits;
        _modulus = new long[_limbs];
        Split(in modulus, _modulus);

        // Newton's iteration doubles the correct low bits; p·p = 1 mod 8 gives the first three.
        ulong inverse = modulus[0];
        for (int bits = 3; bits < 64; bits *= 2)
        {
            inverse *= 2 - (modulus[0] * inverse);
        }

        _modulusInverse = inverse;
    }

    /// <summary>The inverse of a number in [1, modulus) that is coprime to the modulus; the inverse of 0 is 0.</summary>
    [SkipLocalsInit]
    public FieldElement Invert(in FieldElement value)
    {
        Span<long> storage = stackalloc long[4 * MaxLimbs];
        Span<long> f = storage[.._limbs];
        Span<long> g = storage.Slice(MaxLimbs, _limbs);
        Span<long> d = storage.Slice(2 * MaxLimbs, _limbs);
        Span<long> e = storage.Slice(3 * MaxLimbs, _limbs);

        // Kept throughout: f = d·value and g = e·value modulo the modulus, f odd, d and e in (-2·modulus, modulus).
        _modulus.CopyTo(f);
        Split(in value, g);
        d.Clear();
        e.Clear();
        e[0] = 1;

        long eta = -1;
        while (g.ContainsAnyExcept(0L))
        {
            eta = DivisionSteps(eta, (ulong)f[0] | ((ulong)f[1] << LimbBits), (ulong)g[0] | ((ulong)g[1] << LimbBits), out Transition t);
            ApplyExactly(f, g, in t);
            ApplyModulo(d, e, in t);
        }

        // Now f is 1 or -1 (or, for value 0, still the modulus while d is 0).
        if (f[^1] < 0)
        {
            Negate(d);
        }

        while (d[^1] < 0)
        {
            AddModulus(d);
        }

        // Negating (-2p, p) gives up to 2p.
        while (!IsBelowModulus(d))
        {
            SubtractModulus(d);
        }

        return Join(d);
    }

    // 62 division steps, computed on the low 64 bits of f and g alone; returns the new eta = -delta.
    private static long DivisionSteps(long eta, ulong f, ulong g, out Transition t)
    {
        long u = 1, v = 0, q = 0, r = 1;
        int left = LimbBits;
        while (true)
        {
            // The steps that only halve g. The guard bit stops the count at the steps that are left.
            int zeros = BitOperations.TrailingZeroCount(g | (ulong.MaxValue << left));
            g >>= zeros;
            u <<= zeros;
            v <<= zeros;
            eta -= zeros;
            left -= zeros;
            if (left == 0)
            {
                break;
            }

            if (eta < 0)
            {
                eta = -eta;
                (f, g) = (g, 0 - f);
                (u, q) = (q, -u);
                (v, r) = (r, -v);
            }

            // Until eta turns negative or the steps run out, each step adds f or not; so a multiple w of f that clears that many low bits (at most 6) serves
            // for all of them. f·(f² - 2) is -1/f modulo 64.
            int clear = (int)Math.Min(Math.Min(eta + 1, left), 6);
            ulong w = f * g * ((f * f) - 2) & ((1UL << clear) - 1);
            g += f * w;
            q += u * (long)w;
            r += v * (long)w;
        }

        t = new Transition(u, v, q, r);
        return eta;
    }

    // (f, g) := ((u·f + v·g) / 2^62, (q·f + r·g) / 2^62); both divisions are exact.
    private static void ApplyExactly(Span<long> f, Span<long> g, in Transition t)
    {
        Signed128 first = default;
        Signed128 second = default;
        first.AddProduct(t.U, f[0]);
        first.AddProduct(t.V, g[0]);
        second.AddProduct(t.Q, f[0]);
        second.AddProduct(t.R, g[0]);
        for (int i = 1; i < f.Length; i++)
        {
            first.ShiftLimb();
            second.ShiftLimb();
            first.AddProduct(t.U, f[i]);
            first.AddProduct(t.V, g[i]);
            second.AddProduct(t.Q, f[i]);
            second.AddProduct(t.R, g[i]);
            f[i - 1] = first.LowLimb;
            g[i - 1] = second.LowLimb;
        }

        first.ShiftLimb();
        second.ShiftLimb();
        f[^1] = first.Low;
        g[^1] = second.Low;
    }

    // The same for (d, e) modulo the modulus: a multiple of it is added that makes the division exact and keeps (-2·modulus, modulus).
    private void ApplyModulo(Span<long> d, Span<long> e, in Transition t)
    {
        ReadOnlySpan<long> p = _modulus;
        long dSign = d[^1] >> 63;
        long eSign = e[^1] >> 63;
        long firstMultiple = (t.U & dSign) + (t.V & eSign);
        long secondMultiple = (t.Q & dSign) + (t.R & eSign);
        Signed128 first = default;
        Signed128 second = default;
        first.AddProduct(t.U, d[0]);
        first.AddProduct(t.V, e[0]);
        second.AddProduct(t.Q, d[0]);
        second.AddProduct(t.R, e[0]);
        firstMultiple -= (long)((((ulong)first.Low * _modulusInverse) + (ulong)firstMultiple) & LimbMask);
        secondMultiple -= (long)((((ulong)second.Low * _modulusInverse) + (ulong)secondMultiple) & LimbMask);
        first.AddProduct(firstMultiple, p[0]);
        second.AddProduct(secondMultiple, p[0]);
        for (int i = 1; i < d.Length; i++)
        {
            first.ShiftLimb();
            second.ShiftLimb();
            first.AddProduct(t.U, d[i]);
            first.AddProduct(t.V, e[i]);
            first.AddProduct(firstMultiple, p[i]);
            second.AddProduct(t.Q, d[i]);
            second.AddProduct(t.R, e[i]);
            second.AddProduct(secondMultiple, p[i]);
            d[i - 1] = first.LowLimb;
            e[i - 1] = second.LowLimb;
        }

        first.ShiftLimb();
        second.ShiftLimb();
        d[^1] = first.Low;
        e[^1] = second.Low;
    }

    private static void Negate(Span<long> x)
    {
        long carry = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            carry -= x[i];
            x[i] = carry & LimbMask;
            carry >>= LimbBits;
        }

        x[^1] = carry - x[^1];
    }

    private void AddModulus(Span<long> x)
    {
        long carry = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            carry += x[i] + _modulus[i];
            x[i] = carry & LimbMask;
            carry >>= LimbBits;
        }

        x[^1] += carry + _modulus[^1];
    }

    private void SubtractModulus(Span<long> x)
    {
        long carry = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            carry += x[i] - _modulus[i];
            x[i] = carry & LimbMask;
            carry >>= LimbBits;
        }

        x[^1] += carry - _modulus[^1];
    }

    private bool IsBelowModulus(ReadOnlySpan<long> x)
    {
        for (int i = x.Length - 1; i >= 0; i--)
        {
            if (x[i] != _modulus[i])
            {
                return x[i] < _modulus[i];
            }
        }

        return false;
    }

    private static void Split(in FieldElement value, Span<long> limbs)
    {
        for (int i = 0; i < limbs.Length; i++)
        {
            int word = LimbBits * i / 64;
            int shift = LimbBits * i % 64;
            ulong bits = word < FieldElement.MaxLimbs ? value[word] >> shift : 0;
            if (shift > 2 && word + 1 < FieldElement.MaxLimbs)
            {
                bits |= value[word + 1] << (64 - shift);
            }

            limbs[i] = (long)bits & LimbMask;
        }
    }

    private static FieldElement Join(ReadOnlySpan<long> limbs)
    {
        FieldElement value = default;
        for (int i = 0; i < limbs.Length; i++)
        {
            int word = LimbBits * i / 64;
            int shift = LimbBits * i % 64;
            if (word < FieldElement.MaxLimbs)
            {
                value[word] |= (ulong)limbs[i] << shift;
            }

            if (shift > 2 && word + 1 < FieldElement.MaxLimbs)
            {
                value[word + 1] |= (ulong)limbs[i] >> (64 - shift);
            }
        }

        return value;
    }

    // 2^62 times the matrix of 62 division steps; the entries of a row sum to at most 2^62 in absolute value.
    private readonly struct Transition(long u, long v, long q, long r)
    {
        public readonly long U = u;
        public readonly long V = v;
        public readonly long Q = q;
        public readonly long R = r;
    }

    // A signed accumulator of 128 bits; every sum here stays below 2^126.
    private struct Signed128
    {
        public long Low;
        private long _high;

        public readonly long LowLimb => Low & LimbMask;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddProduct(long x, long y)
        {
            long high = Math.BigMul(x, y, out long low);
            ulong sum = (ulong)Low + (ulong)low;
            _high += high + (sum < (ulong)low ? 1 : 0);
            Low = (long)sum;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void ShiftLimb()
        {
            Low = (long)(((ulong)Low >> LimbBits) | ((ulong)_high << (64 - LimbBits)));
            _high >>= LimbBits;
        }
    }
}
