// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;

namespace PicoEngine.Chips.Precompiles.Keccak;

/// <summary>
/// The relations of <see cref="KeccakLookupTable"/>, and what the rows of one permutation tell each other. Below, u and v are spread bytes: eight octal digits,
/// each 0 or 1.
/// </summary>
internal static class KeccakBuses
{
    /// <summary>(u + 4 v): all digits are 0, 1, 4 or 5.</summary>
    public static readonly Bus Chi = new("keccak_chi", 30, 1);

    /// <summary>(2 u + 4 v): all digits are 0, 2, 4 or 6.</summary>
    public static readonly Bus Even = new("keccak_even", 31, 1);

    /// <summary>(u, v): all digits of both are 0 or 1.</summary>
    public static readonly Bus Pair = new("keccak_pair", 32, 2);

    /// <summary>(u, v, u xor v).</summary>
    public static readonly Bus Xor = new("keccak_xor", 33, 3);

    /// <summary>By a - 1 for a = 1 to 4: (u, u rotated by a digits to the left, v, v rotated likewise).</summary>
    public static readonly Bus[] Rotate =
        [new("keccak_rotate_1", 34, 4), new("keccak_rotate_2", 35, 4), new("keccak_rotate_3", 36, 4), new("keccak_rotate_4", 37, 4)];

    /// <summary>(x, e0, e1, e2): x has 16 bits, and digit i of eg is made of the bits 8 i + 3 g, + 1 and + 2 of x, as far as they are below 8 i + 8.</summary>
    public static readonly Bus Limb = new("keccak_limb", 38, 4);

    /// <summary>
    /// (ts, block, 7 row + part, 29 chunks): the state on its way through the rounds of one permutation, before row 0 to 5 of
    /// <see cref="KeccakRoundTable"/> and behind the last one.
    /// </summary>
    public static readonly Bus State = new("keccak_state", 39, 3 + ChunksPerMessage);

    /// <summary>(ts, block, P, Q, bytes from this block on): a KECCAK256 call on its way from block to block.</summary>
    public static readonly Bus Blocks = new("keccak_blocks", 28, 5);

    /// <summary>(ts, block, Q): the last block of a KECCAK256 call, whose state is the digest.</summary>
    public static readonly Bus Digest = new("keccak_digest", 29, 3);

    // Seven messages of the greatest length hold 203 chunks; the last three are zeros.
    private const int ChunksPerMessage = 29;
    private const int MessagesPerState = 7;

    /// <summary>Puts a state on its bus.</summary>
    /// <param name="builder">The table.</param>
    /// <param name="time">Timestamp of the call.</param>
    /// <param name="block">Number of the permutation within the call.</param>
    /// <param name="row">Number of the row that takes it.</param>
    /// <param name="chunks">The 200 chunks.</param>
    /// <param name="selector">The selector.</param>
    public static void SendState<TExpr>(this IAirBuilder<TExpr> builder, TExpr time, TExpr block, TExpr row, TExpr[] chunks, TExpr selector)
        where TExpr : struct, IAirExpression<TExpr>
    {
        for (var part = 0; part < MessagesPerState; part++)
        {
            builder.Send(State, Message(time, block, row, chunks, part), selector);
        }
    }

    /// <summary>Takes a state off its bus.</summary>
    /// <inheritdoc cref="SendState"/>
    public static void ReceiveState<TExpr>(this IAirBuilder<TExpr> builder, TExpr time, TExpr block, TExpr row, TExpr[] chunks, TExpr selector)
        where TExpr : struct, IAirExpression<TExpr>
    {
        for (var part = 0; part < MessagesPerState; part++)
        {
            builder.Receive(State, Message(time, block, row, chunks, part), selector);
        }
    }

    private static TExpr[] Message<TExpr>(TExpr time, TExpr block, TExpr row, TExpr[] chunks, int part)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var message = new TExpr[3 + ChunksPerMessage];
        message.AsSpan().Fill(0);
        (message[0], message[1], message[2]) = (time, block, (MessagesPerState * row) + part);
        var rest = chunks.AsSpan(ChunksPerMessage * part);
        rest[..Math.Min(rest.Length, ChunksPerMessage)].CopyTo(message.AsSpan(3));
        return message;
    }
}
