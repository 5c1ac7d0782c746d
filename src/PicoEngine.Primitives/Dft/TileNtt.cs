// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Primitives.Dft;

/// <summary>The transform of every column of a small row-major tile: butterflies go down the rows, one column per lane, so no lane ever moves.</summary>
/// <remarks>
/// Decimation in frequency, radix 4 with one radix-2 pass for odd logs: natural order in, bit-reversed rows out. Passes recurse into blocks, so
/// that the later ones stay in the first-level cache. Callers own 2^logRows x vectors vectors at every pointer called rows.
/// </remarks>
internal static unsafe class TileNtt<TPacked>
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    // w_4, the square root of -1 that multiplies a quarter turn; pinned, so the address stays good.
    private static readonly FixedFactor[] QuarterTurn = CreateQuarterTurn();

    /// <summary>Transforms rows in place; row r of the result belongs to the frequency with the bits of r reversed.</summary>
    public static void Forward(TPacked* rows, int logRows, int vectors)
    {
        if ((logRows & 1) != 0)
        {
            // An odd log of 1 or more: two halves whose log is even.
            RadixTwoPass(rows, logRows, vectors, Address(NttTables.Get(logRows).RadixTwo));
            logRows--;
            ForwardEven(rows + ((nint)vectors << logRows), logRows, vectors);
        }

        ForwardEven(rows, logRows, vectors);
    }

    private static void ForwardEven(TPacked* rows, int logRows, int vectors)
    {
        if (logRows == 0)
        {
            return;
        }

        var quarterTurn = Address(QuarterTurn);
        if (logRows == 2)
        {
            LastPass(rows, vectors, quarterTurn);
            return;
        }

        RadixFourPass(rows, logRows, vectors, Address(NttTables.Get(logRows).RadixFour), quarterTurn);
        var quarter = (nint)vectors << (logRows - 2);
        for (var block = 0; block < 4; block++)
        {
            ForwardEven(rows + (block * quarter), logRows - 2, vectors);
        }
    }

    private static void RadixTwoPass(TPacked* rows, int logRows, int vectors, FixedFactor* factors)
    {
        var half = (nint)vectors << (logRows - 1);
        for (var end = rows + half; rows < end; factors++)
        {
            for (var v = 0; v < vectors; v++, rows++)
            {
                var a = rows[0];
                var b = rows[half];
                rows[0] = a + b;
                rows[half] = TPacked.MultiplyDifference(a, b, factors);
            }
        }
    }

    /// <summary>Frequencies 1 and 2 modulo 4 change places, which makes the order of all passes together a reversal of bits.</summary>
    private static void RadixFourPass(TPacked* rows, int logRows, int vectors, FixedFactor* factors, FixedFactor* quarterTurn)
    {
        var quarter = (nint)vectors << (logRows - 2);
        for (var end = rows + quarter; rows < end; factors += 3)
        {
            for (var v = 0; v < vectors; v++, rows++)
            {
                var a = rows[0];
                var b = rows[quarter];
                var c = rows[2 * quarter];
                var d = rows[3 * quarter];
                var evenSum = a + c;
                var oddSum = b + d;
                var evenDifference = a - c;
                var oddDifference = TPacked.MultiplyDifference(b, d, quarterTurn);
                rows[0] = evenSum + oddSum;
                rows[quarter] = TPacked.MultiplyDifference(evenSum, oddSum, factors + 1);
                rows[2 * quarter] = TPacked.MultiplySum(evenDifference, oddDifference, factors);
                rows[3 * quarter] = TPacked.MultiplyDifference(evenDifference, oddDifference, factors + 2);
            }
        }
    }

    /// <summary>The radix-4 pass over four rows, whose factors are all one.</summary>
    private static void LastPass(TPacked* rows, int vectors, FixedFactor* quarterTurn)
    {
        for (var end = rows + vectors; rows < end; rows++)
        {
            var a = rows[0];
            var b = rows[vectors];
            var c = rows[2 * vectors];
            var d = rows[3 * vectors];
            var evenSum = a + c;
            var oddSum = b + d;
            var evenDifference = a - c;
            var oddDifference = TPacked.MultiplyDifference(b, d, quarterTurn);
            rows[0] = evenSum + oddSum;
            rows[vectors] = evenSum - oddSum;
            rows[2 * vectors] = evenDifference + oddDifference;
            rows[3 * vectors] = evenDifference - oddDifference;
        }
    }

    // Safe: the tables are allocated pinned and live as long as the process.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FixedFactor* Address(FixedFactor[] pinned) =>
        (FixedFactor*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));

    private static FixedFactor[] CreateQuarterTurn()
    {
        var turn = GC.AllocateUninitializedArray<FixedFactor>(1, pinned: true);
        turn[0] = new FixedFactor(KoalaBear.TwoAdicGenerator(2));
        return turn;
    }
}
