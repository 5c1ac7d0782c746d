// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Chips.Gadgets;

namespace PicoEngine.Chips.Precompiles.Keccak;

/// <summary>
/// Words of memory that are lanes, and the chunks of the lanes. Chunks 3 g to 3 g + 2 go through the limbs together, as digits 0 to 7: a lookup has two such digits of
/// each of three groups.
/// </summary>
/// <remarks>
/// A group is c0 + 2 c1 + 4 c2. If these are proved to be chunks, its digits are between 0 and 7, and so are those that the limbs have; so the numbers agree digit by
/// digit, and each digit is three bits. The first chunk of a group is what the group and the others leave, and needs no cell.
/// </remarks>
internal sealed class KeccakWords(ColumnSet set, string name, int words)
{
    private const int LimbsPerLane = 4;
    private const int ChunksPerGroup = 3;
    private const int Groups = 3;

    // All but the first ones of their groups.
    private const int CellsPerLane = KeccakChunks.PerLane - Groups;

    // A limb has two octal digits of each group.
    private const int DigitPairBits = 6;

    private readonly ColumnRange _limbs = set.Main(name, 2 * words);
    private readonly ColumnRange _groups = set.Main(name + "_groups", 2 * words * Groups);
    private readonly ColumnRange _chunks = set.Main(name + "_chunks", words / 2 * CellsPerLane);

    /// <summary>The limbs of a word.</summary>
    public WordLimbs<TExpr> Word<TExpr>(IAirBuilder<TExpr> builder, int index)
        where TExpr : struct, IAirExpression<TExpr> => builder.Word(_limbs, index);

    /// <summary>Proves that the limbs have 16 bits. Returns what are the chunks of the lanes if the caller proves that all of it are chunks.</summary>
    public TExpr[] AssertLimbs<TExpr>(IAirBuilder<TExpr> builder, TExpr selector)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var chunks = new TExpr[_limbs.Length / LimbsPerLane * KeccakChunks.PerLane];
        for (var lane = 0; lane < _limbs.Length / LimbsPerLane; lane++)
        {
            var groups = new TExpr[Groups];
            groups.AsSpan().Fill(0);
            for (var place = 0; place < LimbsPerLane; place++)
            {
                var limb = (LimbsPerLane * lane) + place;
                var message = new TExpr[1 + Groups];
                message[0] = builder[_limbs[limb]];
                for (var g = 0; g < Groups; g++)
                {
                    message[1 + g] = builder[_groups[(Groups * limb) + g]];
                    groups[g] += (1 << (DigitPairBits * place)) * message[1 + g];
                }

                builder.Lookup(KeccakBuses.Limb, message, selector);
            }

            var cell = CellsPerLane * lane;
            for (var j = KeccakChunks.PerLane - 1; j >= 0; j--)
            {
                var (group, place) = Math.DivRem(j, ChunksPerGroup);
                var chunk = (KeccakChunks.PerLane * lane) + j;
                chunks[chunk] = place == 0 ? groups[group] : builder[_chunks[cell++]];
                groups[group] -= place == 0 ? 0 : (1 << place) * chunks[chunk];
            }
        }

        return chunks;
    }

    /// <summary>Writes a lane.</summary>
    public void Write(in TraceTile tile, int lane, ulong value)
    {
        Span<uint> groups = stackalloc uint[LimbsPerLane * Groups];
        for (var limb = 0; limb < LimbsPerLane; limb++)
        {
            var rest = (uint)(value >> (16 * limb)) & 0xffff;
            tile.Set(_limbs[(LimbsPerLane * lane) + limb], rest);
            for (var g = 0; g < Groups; g++)
            {
                var (low, high) = ((rest & 0xff) >> (ChunksPerGroup * g), rest >> 8 >> (ChunksPerGroup * g));
                groups[(Groups * limb) + g] = (low & 7) + (8 * (high & 7));
            }
        }

        tile.Set(_groups, LimbsPerLane * Groups * lane, groups);
        Span<uint> chunks = stackalloc uint[KeccakChunks.PerLane];
        KeccakChunks.Write(value, chunks);
        var cell = CellsPerLane * lane;
        for (var j = KeccakChunks.PerLane - 1; j >= 0; j--)
        {
            if (j % ChunksPerGroup != 0)
            {
                tile.Set(_chunks[cell++], chunks[j]);
            }
        }
    }
}
