// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Precompiles.Keccak;

/// <summary>
/// theta, rho and pi of one round: columns and relations. The state before theta has no columns here: a table that has some expression of it demands that
/// <see cref="After"/> is what theta makes of it; see the document of this folder for why that determines all.
/// </summary>
internal sealed class KeccakLinearLayer(ColumnSet set, string suffix)
{
    // Chunks whose rotation is a lookup of one kind.
    private const int RotationKinds = 4;
    private const int Half = KeccakChunks.Digits / 2;

    // 1/2. Half of a sum of three chunks is looked up as a chunk: its digits are 0 or 2.
    private static readonly KoalaBear HalfElement = KoalaBear.FromCanonical(2).Inverse();

    /// <summary>Parities of the columns before theta.</summary>
    private readonly ColumnRange _parity = set.Main("p" + suffix, 5 * KeccakChunks.PerLane);

    /// <summary>What theta adds to each column.</summary>
    private readonly ColumnRange _effect = set.Main("d" + suffix, 5 * KeccakChunks.PerLane);

    /// <summary>Chunk 7 of each parity, its digits rotated by one.</summary>
    private readonly ColumnRange _last = set.Main("p7" + suffix, 5);

    /// <summary>The state behind theta.</summary>
    private readonly ColumnRange _after = set.Main("y" + suffix, KeccakChunks.Count);

    /// <summary>Chunks that rho rotates, behind rho and pi.</summary>
    private readonly ColumnRange _rotated = set.Main("b" + suffix, KeccakChunks.Rotated.Length);

    /// <summary>The cells of the state behind theta.</summary>
    public TExpr[] After<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr> => Cells(builder, _after);

    /// <summary>The cells of what theta adds, by column.</summary>
    public TExpr[] Effect<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr> => Cells(builder, _effect);

    /// <summary>Demands that parities and what theta adds are zero where <paramref name="condition"/> is not.</summary>
    public void AssertZeroWhen<TExpr>(IAirBuilder<TExpr> builder, TExpr condition)
        where TExpr : struct, IAirExpression<TExpr>
    {
        for (var i = 0; i < _parity.Length; i++)
        {
            builder.AssertZeroWhen(condition, builder[_parity[i]]);
            builder.AssertZeroWhen(condition, builder[_effect[i]]);
        }
    }

    /// <summary>Demands that the parities before theta are those that a state behind it must have had, and that the effect is theta's.</summary>
    /// <param name="builder">The table.</param>
    /// <param name="after">The state behind theta; its chunks are proved.</param>
    /// <param name="selector">The selector.</param>
    public void AssertTheta<TExpr>(IAirBuilder<TExpr> builder, TExpr[] after, TExpr selector)
        where TExpr : struct, IAirExpression<TExpr>
    {
        for (var i = 0; i < _effect.Length; i++)
        {
            var (x, j) = (i / KeccakChunks.PerLane, i % KeccakChunks.PerLane);
            var (left, right) = ((x + 4) % 5, (x + 1) % 5);

            // A rotation by one bit: chunk j is the one before, but chunk 0 is chunk 7 with its digits rotated.
            var neighbour = j == 0 ? builder[_last[right]] : builder[_parity[(KeccakChunks.PerLane * right) + j - 1]];
            builder.Lookup(KeccakBuses.Xor, [builder[_parity[(KeccakChunks.PerLane * left) + j]], neighbour, builder[_effect[i]]], selector);

            // Five chunks behind theta have the parity P + 5 D.
            var sum = builder[_parity[i]] + builder[_effect[i]];
            for (var y = 0; y < KeccakChunks.Count; y += _effect.Length)
            {
                sum += after[y + i];
            }

            builder.Lookup(KeccakBuses.Even, [sum], selector);
        }
    }

    /// <summary>Demands that the state behind theta is a state plus what theta adds to it. Proves that all of both are chunks.</summary>
    /// <param name="builder">The table.</param>
    /// <param name="state">The state before theta.</param>
    /// <param name="selector">The selector.</param>
    public void AssertExclusiveOr<TExpr>(IAirBuilder<TExpr> builder, TExpr[] state, TExpr selector)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (after, effect) = (After(builder), Effect(builder));
        for (var i = 0; i < state.Length; i++)
        {
            builder.Lookup(KeccakBuses.Xor, [state[i], effect[i % effect.Length], after[i]], selector);
        }
    }

    /// <summary>Demands that the state behind theta is a state plus what theta adds to it.</summary>
    /// <param name="builder">The table.</param>
    /// <param name="state">The state as sums of proved chunks.</param>
    /// <param name="sums">So many of its first chunks are sums of two, all others are one chunk.</param>
    /// <param name="selector">The selector.</param>
    public void AssertSum<TExpr>(IAirBuilder<TExpr> builder, TExpr[] state, int sums, TExpr selector)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (after, effect) = (After(builder), Effect(builder));
        var total = new TExpr[KeccakChunks.Count];
        for (var i = 0; i < total.Length; i++)
        {
            total[i] = state[i] + effect[i % effect.Length] + after[i];
        }

        for (var i = 0; i < sums; i++)
        {
            builder.Lookup(KeccakBuses.Even, [total[i]], selector);
        }

        for (var i = sums; i < total.Length; i += 2)
        {
            builder.Lookup(KeccakBuses.Pair, [total[i] * HalfElement, total[i + 1] * HalfElement], selector);
        }
    }

    /// <summary>The state behind rho and pi. Proves all chunks of the state behind theta but those of <paramref name="proved"/>.</summary>
    /// <param name="builder">The table.</param>
    /// <param name="after">The state behind theta.</param>
    /// <param name="proved">Chunks of lane (0, 0) that the caller proves.</param>
    /// <param name="selector">The selector.</param>
    public TExpr[] Rotate<TExpr>(IAirBuilder<TExpr> builder, TExpr[] after, IReadOnlyCollection<int> proved, TExpr selector)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var moved = new TExpr[KeccakChunks.Count];
        List<TExpr> unrotated = [];
        var rotations = Enumerable.Range(0, RotationKinds).Select(_ => new List<(TExpr From, TExpr To)>()).ToArray();
        for (var chunk = 0; chunk < KeccakChunks.Count; chunk++)
        {
            var (target, digits) = (KeccakChunks.Moved[chunk], KeccakChunks.DigitRotations[chunk]);
            moved[target] = digits == 0 ? after[chunk] : builder[_rotated[KeccakChunks.Rotated.AsSpan().BinarySearch(target)]];
            if (digits > Half)
            {
                rotations[KeccakChunks.Digits - digits - 1].Add((moved[target], after[chunk]));
            }
            else if (digits > 0)
            {
                rotations[digits - 1].Add((after[chunk], moved[target]));
            }
            else if (!proved.Contains(chunk))
            {
                unrotated.Add(after[chunk]);
            }
        }

        for (var x = 0; x < _last.Length; x++)
        {
            rotations[0].Add((builder[_parity[(KeccakChunks.PerLane * x) + KeccakChunks.PerLane - 1]], builder[_last[x]]));
        }

        // Two at a time; a zero where one is left over.
        for (var i = 0; i < unrotated.Count; i += 2)
        {
            builder.Lookup(KeccakBuses.Pair, [unrotated[i], i + 1 < unrotated.Count ? unrotated[i + 1] : 0], selector);
        }

        for (var kind = 0; kind < RotationKinds; kind++)
        {
            var pairs = rotations[kind];
            for (var i = 0; i < pairs.Count; i += 2)
            {
                var (second, rotated) = i + 1 < pairs.Count ? pairs[i + 1] : (0, 0);
                builder.Lookup(KeccakBuses.Rotate[kind], [pairs[i].From, pairs[i].To, second, rotated], selector);
            }
        }

        return moved;
    }

    /// <summary>Writes the columns of a row.</summary>
    /// <param name="tile">The rows.</param>
    /// <param name="parity">Parities of the columns before theta.</param>
    /// <param name="effect">What theta adds.</param>
    /// <param name="after">The lanes behind theta.</param>
    /// <param name="moved">The lanes behind rho and pi.</param>
    public void Write(in TraceTile tile, ReadOnlySpan<ulong> parity, ReadOnlySpan<ulong> effect, ReadOnlySpan<ulong> after, ReadOnlySpan<ulong> moved)
    {
        Span<uint> chunks = stackalloc uint[KeccakChunks.PerLane];
        for (var x = 0; x < _last.Length; x++)
        {
            KeccakChunks.Write(parity[x], chunks);
            tile.Set(_parity, KeccakChunks.PerLane * x, chunks);
            tile.Set(_last[x], KeccakChunks.Chunk(BitOperations.RotateLeft(parity[x], 1), 0));
            KeccakChunks.Write(effect[x], chunks);
            tile.Set(_effect, KeccakChunks.PerLane * x, chunks);
        }

        var next = 0;
        for (var lane = 0; lane < KeccakChunks.Lanes; lane++)
        {
            KeccakChunks.Write(after[lane], chunks);
            tile.Set(_after, KeccakChunks.PerLane * lane, chunks);
            KeccakChunks.Write(moved[lane], chunks);
            for (; next < KeccakChunks.Rotated.Length && KeccakChunks.Rotated[next] < KeccakChunks.PerLane * (lane + 1); next++)
            {
                tile.Set(_rotated[next], chunks[KeccakChunks.Rotated[next] % KeccakChunks.PerLane]);
            }
        }
    }

    private static TExpr[] Cells<TExpr>(IAirBuilder<TExpr> builder, ColumnRange range)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var cells = new TExpr[range.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = builder[range[i]];
        }

        return cells;
    }
}
