// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Programs;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <summary>The passes of the constraint sumcheck over rows; one implementation per vector width.</summary>
internal unsafe interface IZerocheckKernel
{
    /// <summary>The widest that this machine runs.</summary>
    public static IZerocheckKernel Widest { get; } =
        PackedKoalaBear512.IsSupported ? new ZerocheckKernel<PackedKoalaBear512>()
        : PackedKoalaBear256.IsSupported ? new ZerocheckKernel<PackedKoalaBear256>()
        : new ZerocheckKernel<PackedKoalaBear1>();

    /// <summary>Compiles the evaluation of a table.</summary>
    public ITableKernel Compile(TableTerms terms);

    /// <summary>Binds the variables of the skip: row i of the folded table is the weighted sum of the 2^l rows of chunk i.</summary>
    /// <param name="cells">A column.</param>
    /// <param name="weights">2^l weights; a single one to bind nothing.</param>
    /// <param name="result">Where the folded column goes, coefficient by coefficient.</param>
    /// <param name="stride">Words from one coefficient to the next.</param>
    /// <param name="start">The first row of the folded table, a multiple of 16.</param>
    /// <param name="end">Behind the last.</param>
    public void BindSkip(ReadOnlySpan<KoalaBear> cells, ReadOnlySpan<KoalaBearExtension5> weights, KoalaBear* result, nint stride, int start, int end);

    /// <summary>Binds the lowest variable of a column: row i becomes (1 - r) v[2i] + r v[2i + 1].</summary>
    /// <param name="source">The column, coefficient by coefficient.</param>
    /// <param name="sourceStride">Words from one coefficient to the next.</param>
    /// <param name="result">Where the new column goes.</param>
    /// <param name="stride">Words from one coefficient to the next there.</param>
    /// <param name="challenge">r.</param>
    /// <param name="start">The first new row, a multiple of 16.</param>
    /// <param name="end">Behind the last, a multiple of 16.</param>
    public void Bind(KoalaBear* source, nint sourceStride, KoalaBear* result, nint stride, KoalaBearExtension5 challenge, int start, int end);

    /// <summary>Element i becomes the sum of the elements 2i and 2i + 1, in place.</summary>
    /// <param name="elements">Extension elements, coefficient by coefficient, with room for 32 or more.</param>
    /// <param name="stride">Words from one coefficient to the next.</param>
    /// <param name="count">How many elements are left.</param>
    public void AddPairs(KoalaBear* elements, nint stride, int count);
}
