// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cuda.Zerocheck;

/// <summary>
/// Combinations of columns over the base field that forms of a table share: bits that a message packs into a word, for example. They stand as further columns
/// in forms, each computed once for each cell instead of five products for every column in every form at every point.
/// </summary>
/// <param name="firstNumber">The number of the first combination, behind those of columns.</param>
/// <param name="realRow">The number of s, or <see cref="One"/>.</param>
internal sealed class ColumnCombinations(int firstNumber, int realRow)
{
    /// <summary>In place of a column: one everywhere.</summary>
    public const int One = -1;

    // A combination costs about as much as four terms: it is loaded and moved to the cosets like a column.
    private const int MinimumColumns = 6;

    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<(int Column, KoalaBear Coefficient)[]> _all = [];

    /// <summary>The columns and coefficients of a combination, or null for the number of a column.</summary>
    public (int Column, KoalaBear Coefficient)[]? Find(int number) => number < firstNumber ? null : _all[number - firstNumber];

    /// <summary>The form with combinations in place of columns whose coefficients have a common factor in the extension.</summary>
    public LinearForm Combine(LinearForm form)
    {
        if (form.Coefficients.Count < MinimumColumns)
        {
            return form;
        }

        LinearForm combined = new() { Constant = form.Constant };
        foreach (var group in form.Coefficients.Where(item => !item.Value.IsZero).GroupBy(item => item.Key < 0 ? default : Direction(item.Value)))
        {
            var members = group.ToArray();
            if (members.Length < MinimumColumns || members[0].Key < 0)
            {
                foreach (var (variable, coefficient) in members)
                {
                    combined.Add(variable, coefficient);
                }

                continue;
            }

            var factor = members[0].Value;
            var inverse = Leading(factor).Inverse();
            combined.Add(Number([.. members.Select(item => (item.Key, Leading(item.Value) * inverse))]), factor);
        }

        return combined;
    }

    /// <summary>The number of a linear form over the base field: a column if it is one.</summary>
    public int Number(LinearForm form)
    {
        (int Column, KoalaBear Coefficient)[] terms =
            [.. form.Coefficients.Where(item => !item.Value.IsZero).Select(item => (item.Key < 0 ? realRow : item.Key, item.Value[0]))];
        return terms is [(>= 0, var coefficient)] && coefficient == KoalaBear.One ? terms[0].Column : Number(terms);
    }

    /// <summary>The coefficient divided by its first word that is not zero: equal for those that differ by a factor of the base field.</summary>
    private static KoalaBearExtension5 Direction(KoalaBearExtension5 coefficient) => coefficient * Leading(coefficient).Inverse();

    private static KoalaBear Leading(KoalaBearExtension5 coefficient)
    {
        var k = 0;
        while (coefficient[k].IsZero)
        {
            k++;
        }

        return coefficient[k];
    }

    private int Number((int Column, KoalaBear Coefficient)[] combination)
    {
        var words = combination.SelectMany(item => new[] { (uint)item.Column, item.Coefficient.ToMontgomery() }).ToArray();
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, Convert.ToHexString(MemoryMarshal.AsBytes<uint>(words)), out var isKnown);
        if (!isKnown)
        {
            number = firstNumber + _all.Count;
            _all.Add(combination);
        }

        return number;
    }
}
