// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Fields;
using PicoEngine.Primitives.Poseidon2;

namespace PicoEngine.Chips.Precompiles.Poseidon2;

/// <summary>The steps of the permutation that guests see, over expressions for constraints and over elements for rows.</summary>
internal static class GuestPoseidon2Rounds
{
    private const int Width = GuestPoseidon2Constants.Width;

    // The published constants are 32-bit words.
    private static readonly KoalaBear[] External = Reduced(GuestPoseidon2Constants.External);
    private static readonly KoalaBear[] Internal = Reduced(GuestPoseidon2Constants.Internal);
    private static readonly KoalaBear[] Diagonal = Reduced(GuestPoseidon2Constants.InternalDiagonal);

    /// <summary>Internal rounds.</summary>
    public static int InternalCount => Internal.Length;

    /// <summary>Constants, S-boxes and layer of an external round. On a row that is none, <paramref name="real"/> = 0, zeros stay zero.</summary>
    public static void ExternalRound<TExpr>(Span<TExpr> state, int round, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        for (var i = 0; i < Width; i++)
        {
            state[i] = Cube(state[i] + (External[(Width * round) + i] * real));
        }

        ExternalLayer(state);
    }

    /// <summary>What constant and S-box of an internal round make of word 0, and of zero on a row that is none.</summary>
    public static TExpr InternalBox<TExpr>(TExpr word, int round, TExpr real)
        where TExpr : struct, IAirExpression<TExpr> => Cube(word + (Internal[round] * real));

    /// <summary>Each block of four times circ(2, 3, 1, 1); then every word takes the sum over the blocks at its position.</summary>
    public static void ExternalLayer<TExpr>(Span<TExpr> state)
        where TExpr : struct, IAirExpression<TExpr>
    {
        for (var i = 0; i < Width; i += 4)
        {
            var (a, b, c, d) = (state[i], state[i + 1], state[i + 2], state[i + 3]);
            var sum = a + b + c + d;
            state[i] = sum + a + b + b;
            state[i + 1] = sum + b + c + c;
            state[i + 2] = sum + c + d + d;
            state[i + 3] = sum + d + a + a;
        }

        for (var position = 0; position < 4; position++)
        {
            var sum = state[position] + state[position + 4] + state[position + 8] + state[position + 12];
            for (var i = position; i < Width; i += 4)
            {
                state[i] += sum;
            }
        }
    }

    /// <summary>Every word times its element of the diagonal, plus the sum of all words.</summary>
    public static void InternalLayer<TExpr>(Span<TExpr> state)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var sum = state[0];
        for (var i = 1; i < Width; i++)
        {
            sum += state[i];
        }

        for (var i = 0; i < Width; i++)
        {
            state[i] = sum + (Diagonal[i] * state[i]);
        }
    }

    private static TExpr Cube<TExpr>(TExpr x)
        where TExpr : struct, IAirExpression<TExpr> => x * x * x;

    private static KoalaBear[] Reduced(ReadOnlySpan<uint> words)
    {
        var elements = new KoalaBear[words.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = KoalaBear.Reduce((ulong)words[i]);
        }

        return elements;
    }
}
