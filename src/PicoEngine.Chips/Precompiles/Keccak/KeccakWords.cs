// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Chips.Gadgets;

namespace PicoEngine.Chips.Precompiles.Keccak;

/// <summary>Words of memory that are lanes, and their bits by chunk: each limb has two digits of each of the eight chunks of its lane.</summary>
internal sealed class KeccakWords(ColumnSet set, string name, int words)
{
    private const int LimbsPerLane = 4;

    // A limb has two octal digits of each chunk.
    private const int DigitPairBits = 6;

    private readonly ColumnRange _limbs = set.Main(name, 2 * words);
    private readonly ColumnRange _digits = set.Main(name + "_digits", 2 * words * KeccakChunks.PerLane);

    /// <summary>The limbs of a word.</summary>
    public WordLimbs<TExpr> Word<TExpr>(IAirBuilder<TExpr> builder, int index)
        where TExpr : struct, IAirExpression<TExpr> => builder.Word(_limbs, index);

    /// <summary>Proves the limbs, 16 bits each, and the chunks of the lanes, which it returns.</summary>
    public TExpr[] AssertChunks<TExpr>(IAirBuilder<TExpr> builder, TExpr selector)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var chunks = new TExpr[_digits.Length / LimbsPerLane];
        chunks.AsSpan().Fill(0);
        for (var limb = 0; limb < _limbs.Length; limb++)
        {
            var (lane, place) = Math.DivRem(limb, LimbsPerLane);
            var message = new TExpr[1 + KeccakChunks.PerLane];
            message[0] = builder[_limbs[limb]];
            for (var j = 0; j < KeccakChunks.PerLane; j++)
            {
                message[1 + j] = builder[_digits[(KeccakChunks.PerLane * limb) + j]];
                chunks[(KeccakChunks.PerLane * lane) + j] += (1 << (DigitPairBits * place)) * message[1 + j];
            }

            builder.Lookup(KeccakBuses.Limb, message, selector);
        }

        return chunks;
    }

    /// <summary>Writes a word.</summary>
    public void Write(in TraceTile tile, int index, uint word)
    {
        tile.SetWord(_limbs, 2 * index, word);
        Span<uint> digits = stackalloc uint[2 * KeccakChunks.PerLane];
        for (var j = 0; j < KeccakChunks.PerLane; j++)
        {
            var rest = word >> j;
            digits[j] = (rest & 1) | ((rest >> 5) & 8);
            digits[KeccakChunks.PerLane + j] = ((rest >> 16) & 1) | ((rest >> 21) & 8);
        }

        tile.Set(_digits, 2 * KeccakChunks.PerLane * index, digits);
    }
}
