// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Primitives.Poseidon2;

/// <summary>One Poseidon2 permutation of width 24 across the lanes of two 512-bit vectors: the shortest time to the next challenge.</summary>
/// <remarks>
/// Words 0 to 15 and words 16 to 23 with eight zeros behind. Full rounds work on both vectors; in partial rounds word 0 is a scalar, whose chain of
/// S-boxes decides the time, while the vectors hold the terms of the other words as in <see cref="Poseidon2Kernel{TPacked}"/>.
/// Less than a third of the time of the word-by-word loop (0.59 against 2.0 microseconds on a Zen 5 core).
/// </remarks>
internal sealed unsafe class SingleStateKernel
{
    private const int Width = 24;
    private const int PaddedWidth = 2 * Lanes;
    private const int Lanes = 16;
    private const int HalfFullRounds = Poseidon2Parameters.FullRounds / 2;

    // Full rounds: [8][32], zeros behind word 23, whose lanes stay zero because the S-box of zero is zero. Pinned, as are the others.
    private readonly KoalaBear[] _fullConstants = GC.AllocateArray<KoalaBear>(Poseidon2Parameters.FullRounds * PaddedWidth, pinned: true);
    private readonly KoalaBear[] _partialConstants;

    // Word 0 and the padding have a zero here: the one is kept apart, the other has to stay zero.
    private readonly KoalaBear[] _diagonal = GC.AllocateArray<KoalaBear>(PaddedWidth, pinned: true);

    public SingleStateKernel(Poseidon2Parameters parameters)
    {
        var constants = parameters.RoundConstants.Span;
        for (var round = 0; round < Poseidon2Parameters.FullRounds; round++)
        {
            var skipped = round < HalfFullRounds ? 0 : parameters.PartialRounds;
            constants.Slice((round * Width) + skipped, Width).CopyTo(_fullConstants.AsSpan(round * PaddedWidth));
        }

        _partialConstants = constants.Slice(HalfFullRounds * Width, parameters.PartialRounds).ToArray();
        parameters.Diagonal.Span[1..].CopyTo(_diagonal.AsSpan(1));
    }

    public static bool IsSupported => Avx512F.IsSupported;

    /// <param name="state">24 words, permuted in place.</param>
    public void Permute(KoalaBear* state)
    {
        var low = PackedKoalaBear512.Load(state);

        // Safe: words 16 to 23 are the last eight of the state.
        var high = FromVector(Vector512.Create(Vector256.Load((uint*)state + Lanes), Vector256<uint>.Zero));
        ExternalLayer(ref low, ref high);
        FullRounds(ref low, ref high, 0);
        PartialRounds(ref low, ref high);
        FullRounds(ref low, ref high, HalfFullRounds);
        PackedKoalaBear512.Store(low, state);
        ToVector(high).GetLower().Store((uint*)state + Lanes);
    }

    private void FullRounds(ref PackedKoalaBear512 low, ref PackedKoalaBear512 high, int first)
    {
        for (var round = first; round < first + HalfFullRounds; round++)
        {
            // Safe: the constants are pinned and have 32 words a round.
            var constants = (KoalaBear*)Unsafe.AsPointer(ref _fullConstants[round * PaddedWidth]);
            var lowSum = low + PackedKoalaBear512.Load(constants);
            var highSum = high + PackedKoalaBear512.Load(constants + Lanes);
            low = PackedKoalaBear512.Square(lowSum) * lowSum;
            high = PackedKoalaBear512.Square(highSum) * highSum;
            ExternalLayer(ref low, ref high);
        }
    }

    /// <summary>circ(2 M, M, .., M): M on the four words of every 128-bit part, then the sum of the six parts on all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ExternalLayer(ref PackedKoalaBear512 low, ref PackedKoalaBear512 high)
    {
        low = MixParts(low);
        high = MixParts(high);
        var sum = low + high;
        sum += FromVector(Avx512F.Shuffle4x128(ToVector(sum), ToVector(sum), 0b10_11_00_01));
        sum += FromVector(Avx512F.Shuffle4x128(ToVector(sum), ToVector(sum), 0b01_00_11_10));
        low += sum;
        high += FromVector(Vector512.Create(ToVector(sum).GetLower(), Vector256<uint>.Zero));
    }

    /// <summary>circ(2, 3, 1, 1): word i becomes the sum of all four, plus itself, plus twice the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PackedKoalaBear512 MixParts(PackedKoalaBear512 words)
    {
        var next = FromVector(Avx512F.Shuffle(ToVector(words), 0b00_11_10_01));
        var pairs = words + next;
        var total = pairs + FromVector(Avx512F.Shuffle(ToVector(pairs), 0b01_00_11_10));
        return total + (pairs + next);
    }

    private void PartialRounds(ref PackedKoalaBear512 low, ref PackedKoalaBear512 high)
    {
        // Safe: the diagonal is pinned and has 32 words.
        var diagonal = (KoalaBear*)Unsafe.AsPointer(ref _diagonal[0]);
        var lowDiagonal = PackedKoalaBear512.Load(diagonal);
        var highDiagonal = PackedKoalaBear512.Load(diagonal + Lanes);
        var word0 = KoalaBear.FromMontgomery(ToVector(low).ToScalar());
        var rest = Fold(SumOfLanes(low, high)) - word0;
        low *= lowDiagonal;
        high *= highDiagonal;
        var constants = _partialConstants;
        for (var round = 0; ; round++)
        {
            var cube = (word0 + constants[round]).Cube();
            var sum = rest + cube;
            word0 = rest - cube;
            var sums = PackedKoalaBear512.Broadcast(sum);
            if (round == constants.Length - 1)
            {
                low = FromVector(ToVector(low + sums).WithElement(0, word0.ToMontgomery()));
                high = FromVector(Vector512.Create(ToVector(high + sums).GetLower(), Vector256<uint>.Zero));
                return;
            }

            // The sum of the new words 1 to 23, each the sum of all plus its term.
            rest = Fold(((Width - 1) * (ulong)sum.ToMontgomery()) + SumOfLanes(low, high));
            low = (low + sums) * lowDiagonal;
            high = (high + sums) * highDiagonal;
        }
    }

    /// <summary>The sum of all lanes of two vectors as an integer below 2^36.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SumOfLanes(PackedKoalaBear512 low, PackedKoalaBear512 high)
    {
        // 2p < 2^32, so one addition of words does not wrap; from there on lanes are 64 bits.
        var pairs = (ToVector(low) + ToVector(high)).AsUInt64();
        var sums = (pairs & Vector512.Create(0xFFFF_FFFFUL)) + Vector512.ShiftRightLogical(pairs, 32);
        var halves = sums.GetLower() + sums.GetUpper();
        var quarters = halves.GetLower() + halves.GetUpper();
        return quarters.GetElement(0) + quarters.GetElement(1);
    }

    /// <summary>The residue of an integer below 2^37: 2^31 = 2^24 - 1 modulo p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static KoalaBear Fold(ulong value)
    {
        // Below 2^31 + 2^6 2^24 < 2p, so one conditional subtraction is left.
        var high = (uint)(value >> 31);
        var folded = ((uint)value & 0x7FFF_FFFF) + (high << 24) - high - KoalaBear.Modulus;
        return KoalaBear.FromMontgomery(folded + (KoalaBear.Modulus & (uint)((int)folded >> 31)));
    }

    // A packed element is exactly its vector.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> ToVector(PackedKoalaBear512 packed) => Unsafe.BitCast<PackedKoalaBear512, Vector512<uint>>(packed);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PackedKoalaBear512 FromVector(Vector512<uint> vector) => Unsafe.BitCast<Vector512<uint>, PackedKoalaBear512>(vector);
}
