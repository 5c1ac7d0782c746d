// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>Consecutive limbs of an integer that is zero, and the carry that leaves them: a number below 2^Bits, plus a top bit where there is one, plus an offset.</summary>
/// <param name="Start">The first limb.</param>
/// <param name="Size">How many limbs.</param>
/// <param name="Bits">Bits of the cell, 14 or 16; 0 for the last group, which leaves no carry.</param>
/// <param name="HasTop">Whether a boolean cell is added 2^Bits times.</param>
/// <param name="Offset">What the carry is where its cells are zero.</param>
internal readonly record struct CarryGroup(int Start, int Size, int Bits, bool HasTop, int Offset)
{
    // The last group may be longer: its powers of 2^8 are small constants.
    private const int LongestLast = 4;
    private const int Longest = 2;

    /// <summary>All values that range checks allow for the carry.</summary>
    public LimbInterval Allowed => Bits == 0 ? LimbInterval.Zero : new(Offset, Offset + (1L << (Bits + (HasTop ? 1 : 0))) - 1);

    /// <summary>Divides limbs into groups, as few and with as small carries as the field allows.</summary>
    /// <remarks>
    /// A group with value e, carry c that comes in and carry d that goes out states e + c - 2^(8 size) d = 0 modulo p. The sum is an integer between the two
    /// ends that intervals and range checks give it; a group is only made where both are below p in size, so it is zero as an integer. Every carry that occurs is allowed.
    /// </remarks>
    /// <exception cref="ArgumentException">Limbs are too large for that.</exception>
    public static List<CarryGroup> Divide(ReadOnlySpan<LimbInterval> limbs)
    {
        List<CarryGroup> groups = [];
        var (allowed, possible) = (LimbInterval.Zero, LimbInterval.Zero);
        for (var start = 0; start < limbs.Length; start += groups[^1].Size)
        {
            var rest = limbs[start..];
            if (rest.Length <= LongestLast && IsBelowModulus(Value(rest) + allowed))
            {
                groups.Add(new CarryGroup(start, rest.Length, 0, false, 0));
                break;
            }

            var group = Find(rest, start, allowed, possible)
                ?? throw new ArgumentException($"Limb {start} of {limbs.Length} has {rest[0]}, which is too much for a carry.", nameof(limbs));
            (allowed, possible) = (group.Allowed, Carries(Value(rest[..group.Size]) + possible, group.Size));
            groups.Add(group);
        }

        return groups;
    }

    private static CarryGroup? Find(ReadOnlySpan<LimbInterval> rest, int start, LimbInterval allowed, LimbInterval possible)
    {
        for (var size = Math.Min(Longest, rest.Length - 1); size > 0; size--)
        {
            var value = Value(rest[..size]);
            var carries = Carries(value + possible, size);
            foreach (var (bits, hasTop) in ((int, bool)[])[(14, false), (16, false), (14, true), (16, true)])
            {
                // What is left of the range lies on both sides.
                var spare = (1L << (bits + (hasTop ? 1 : 0))) - 1 - carries.Width;
                CarryGroup group = new(start, size, bits, hasTop, (int)(carries.Minimum - (spare / 2)));
                if (spare >= 0 && IsBelowModulus(value + allowed - ((1L << (LimbExpression.LimbBits * size)) * group.Allowed)))
                {
                    return group;
                }
            }
        }

        return null;
    }

    private static bool IsBelowModulus(LimbInterval value) => value.Minimum > -(long)KoalaBear.Modulus && value.Maximum < KoalaBear.Modulus;

    private static LimbInterval Value(ReadOnlySpan<LimbInterval> limbs)
    {
        var value = LimbInterval.Zero;
        for (var i = limbs.Length - 1; i >= 0; i--)
        {
            value = ((1L << LimbExpression.LimbBits) * value) + limbs[i];
        }

        return value;
    }

    /// <summary>The quotients of the multiples of 2^(8 size) in an interval.</summary>
    private static LimbInterval Carries(LimbInterval value, int size)
    {
        var shift = LimbExpression.LimbBits * size;
        return new(-(-value.Minimum >> shift), value.Maximum >> shift);
    }
}
