// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Decoding;

namespace PicoEngine.Executor.Tests.Recording;

/// <summary>
/// RV32IM once more, written from the unprivileged specification (chapters 2 and 13) as arithmetic on integers: products and
/// quotients in 128 bits, modulo 2^32; shifts as multiplication and division; logic by De Morgan.
/// </summary>
internal static class InstructionSemantics
{
    private const long WordModulus = 1L << 32;

    /// <summary>The value for rd of an instruction without memory access.</summary>
    /// <param name="opcode">Any but loads, stores, branches and system instructions.</param>
    /// <param name="pc">Its address.</param>
    /// <param name="left">rs1.</param>
    /// <param name="right">rs2, or the immediate.</param>
    public static uint Result(Opcode opcode, uint pc, uint left, uint right)
    {
        long b = left;
        long c = right;
        long amount = 1L << (int)(c % 32);
        return opcode switch
        {
            Opcode.Lui => right,
            Opcode.Auipc => Word(pc + c),
            Opcode.Jal or Opcode.Jalr => Word(pc + 4L),
            Opcode.Addi or Opcode.Add => Word(b + c),
            Opcode.Sub => Word(b - c),
            Opcode.Slti or Opcode.Slt => Signed(left) < Signed(right) ? 1u : 0u,
            Opcode.Sltiu or Opcode.Sltu => b < c ? 1u : 0u,
            Opcode.Xori or Opcode.Xor => Word(b + c - (2 * And(b, c))),
            Opcode.Ori or Opcode.Or => Word(b + c - And(b, c)),
            Opcode.Andi or Opcode.And => Word(And(b, c)),
            Opcode.Slli or Opcode.Sll => Word(b * amount),
            Opcode.Srli or Opcode.Srl => Word(b / amount),
            Opcode.Srai or Opcode.Sra => Word((Signed(left) - Modulo(Signed(left), amount)) / amount),
            Opcode.Mul => Word((Int128)b * c),
            Opcode.Mulh => High((Int128)Signed(left) * Signed(right)),
            Opcode.Mulhsu => High((Int128)Signed(left) * c),
            Opcode.Mulhu => High((Int128)b * c),
            Opcode.Div => c == 0 ? uint.MaxValue : Word(Quotient(Signed(left), Signed(right))),
            Opcode.Divu => c == 0 ? uint.MaxValue : Word(Quotient(b, c)),
            Opcode.Rem => c == 0 ? left : Word(Signed(left) - (Signed(right) * Quotient(Signed(left), Signed(right)))),
            Opcode.Remu => c == 0 ? left : Word(b - (c * Quotient(b, c))),
            Opcode.Fence => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(opcode), opcode, "no result"),
        };
    }

    public static bool IsTaken(Opcode opcode, uint left, uint right) => opcode switch
    {
        Opcode.Beq => left - (long)right == 0,
        Opcode.Bne => left - (long)right != 0,
        Opcode.Blt => Signed(left) - Signed(right) < 0,
        Opcode.Bge => Signed(left) - Signed(right) >= 0,
        Opcode.Bltu => left - (long)right < 0,
        Opcode.Bgeu => left - (long)right >= 0,
        _ => throw new ArgumentOutOfRangeException(nameof(opcode), opcode, "no branch"),
    };

    /// <summary>Bytes that a load or store accesses.</summary>
    public static int AccessSize(Opcode opcode) => opcode switch
    {
        Opcode.Lb or Opcode.Lbu or Opcode.Sb => 1,
        Opcode.Lh or Opcode.Lhu or Opcode.Sh => 2,
        Opcode.Lw or Opcode.Sw => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(opcode), opcode, "no access"),
    };

    public static bool IsStore(Opcode opcode) => opcode is Opcode.Sb or Opcode.Sh or Opcode.Sw;

    /// <summary>What a load at <paramref name="address"/> brings from the <paramref name="word"/> that contains it.</summary>
    public static uint Loaded(Opcode opcode, uint address, uint word)
    {
        long scale = 1L << (int)(8 * (address % 4));
        long range = 1L << (8 * AccessSize(opcode));
        long value = word / scale % range;
        return Word(opcode is Opcode.Lb or Opcode.Lh && 2 * value >= range ? value - range : value);
    }

    /// <summary>The containing word after a store of <paramref name="value"/> at <paramref name="address"/>.</summary>
    public static uint Stored(Opcode opcode, uint address, uint word, uint value)
    {
        Int128 scale = (Int128)1 << (int)(8 * (address % 4));
        Int128 range = (Int128)1 << (8 * AccessSize(opcode));
        Int128 old = word / scale % range;
        return (uint)(word + (((value % range) - old) * scale));
    }

    private static long Signed(uint word) => word >= WordModulus / 2 ? word - WordModulus : word;

    private static uint Word(long value) => (uint)Modulo(value, WordModulus);

    private static uint Word(Int128 value) => (uint)(((value % WordModulus) + WordModulus) % WordModulus);

    /// <summary>Bits 32 to 63 of a two's complement product.</summary>
    private static uint High(Int128 product) => Word((product - Word(product)) / WordModulus);

    private static long Modulo(long value, long modulus) => ((value % modulus) + modulus) % modulus;

    /// <summary>Rounded towards zero.</summary>
    private static long Quotient(long dividend, long divisor)
    {
        long magnitude = Math.Abs(dividend) / Math.Abs(divisor);
        return dividend < 0 == divisor < 0 ? magnitude : -magnitude;
    }

    private static long And(long left, long right) => WordModulus - 1 - ((WordModulus - 1 - left) | (WordModulus - 1 - right));
}
