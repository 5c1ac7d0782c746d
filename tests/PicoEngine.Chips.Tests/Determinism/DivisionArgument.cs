// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Chips.Tests.Determinism;

/// <summary>
/// Quotient and remainder are unique, in steps that solvers take: from the row's constraints, |q| |c| + |r| = |b| over the integers and 0 &lt;= |r| &lt; |c|, both
/// linear once products of digits are numbers; then division with remainder, without any row; digits of a number are unique.
/// </summary>
internal static class DivisionArgument
{
    // Integers with q c + r = s c + t, 0 <= r < c, 0 <= t < c, that are not q = s and r = t: there are none.
    private const string TwoDivisions = """
        (declare-const q Int)
        (declare-const s Int)
        (declare-const c Int)
        (declare-const r Int)
        (declare-const t Int)
        (assert (and (<= 0 q) (<= 0 s) (<= 0 r) (< r c) (<= 0 t) (< t c)))
        (assert (= (+ (* q c) r) (+ (* s c) t)))
        (assert (not (and (= q s) (= r t))))

        """;

    // Two different sets of four bytes, and of two limbs, that are the same number.
    private const string TwoNotations = """
        (declare-const a Int)
        (declare-const b Int)
        (declare-const c Int)
        (declare-const d Int)
        (declare-const e Int)
        (declare-const f Int)
        (assert (and (< (- 256) a 256) (< (- 256) b 256) (< (- 256) c 256) (< (- 256) d 256) (< (- 65536) e 65536) (< (- 65536) f 65536)))
        (assert (or (and (= 0 (+ a (* 256 b) (* 65536 c) (* 16777216 d))) (not (= 0 a b c d))) (and (= 0 (+ e (* 65536 f))) (not (= 0 e f)))))

        """;

    public static bool Holds(DeterminismProof proof, int[] b, int signB, int[] q, int[] c, int[] r)
    {
        (BigInteger Factor, int[] Columns)[] remainder = [(1, [r[0]]), (1 << 16, [r[1]])];
        (BigInteger Factor, int[] Columns)[] products =
        [
            .. from i in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 4) select (BigInteger.Pow(256, i + j), (int[])[q[i], c[j]]),
        ];
        (BigInteger Factor, int[] Columns)[] dividend =
        [
            (1, [b[0]]), (1 << 16, [b[1]]), (-2, [b[0], signB]), (-(2 << 16), [b[1], signB]), (BigInteger.Pow(2, 32), [signB]),
        ];
        (BigInteger Factor, int[] Columns)[] divisor = [.. c.Select((column, i) => (BigInteger.Pow(256, i), (int[])[column]))];
        return proof.IsBetween([.. products, .. remainder, .. Negated(dividend)], 0, 0)
            && proof.IsBetween([.. divisor, .. Negated(remainder)], 1, BigInteger.Pow(2, 32))
            && SmtSolver.Check(TwoDivisions, isLinear: false, 20) == SmtAnswer.Unsatisfiable
            && SmtSolver.Check(TwoNotations, isLinear: true, 20) == SmtAnswer.Unsatisfiable;
    }

    private static IEnumerable<(BigInteger Factor, int[] Columns)> Negated(IEnumerable<(BigInteger Factor, int[] Columns)> terms) =>
        terms.Select(term => (-term.Factor, term.Columns));
}
