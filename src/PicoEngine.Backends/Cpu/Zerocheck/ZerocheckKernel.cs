// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.Zerocheck;

/// <inheritdoc/>
/// <remarks>
/// Pointers: tables and weights are padded to whole pairs of vectors, so the last vector of rows may reach behind the real ones.
/// </remarks>
internal sealed unsafe class ZerocheckKernel<TPacked> : IZerocheckKernel
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    private const int Degree = KoalaBearExtension5.Degree;

    // The stack is not aligned for vectors, and those across two cache lines cost twice.
    private const int Alignment = 64;
    private const int AlignmentSlack = Alignment / sizeof(uint);

    private static int Lanes => TPacked.Lanes;

    private static int Element => Degree * Lanes;

    public ITableKernel Compile(TableTerms terms) => new TableKernel<TPacked>(terms);

    public void BindSkip(ReadOnlySpan<KoalaBear> cells, ReadOnlySpan<KoalaBearExtension5> weights, KoalaBear* result, nint stride, int start, int end)
    {
        var log = System.Numerics.BitOperations.Log2((uint)weights.Length);
        var terms = stackalloc ExtensionTerm[weights.Length];
        for (var y = 0; y < weights.Length; y++)
        {
            terms[y] = new(y * Lanes, weights[y]);
        }

        var scratch = stackalloc KoalaBear[(weights.Length * Lanes) + Element + AlignmentSlack];
        var block = Align(scratch);
        var zero = block + (weights.Length * Lanes);
        new Span<KoalaBear>(zero, Element).Clear();
        fixed (KoalaBear* source = cells)
        {
            for (var row = start; row < end; row += Lanes)
            {
                var rows = Math.Min(end - row, Lanes);
                SkipTransform<TPacked>.LoadChunks(source + ((nint)row << log), rows, log, block);

                // Rows are padded to whole vectors; those behind the end become zero.
                TPacked.Combine(block, terms, weights.Length, zero, result + row, stride);
            }
        }
    }

    public void Bind(KoalaBear* source, nint sourceStride, KoalaBear* result, nint stride, KoalaBearExtension5 challenge, int start, int end)
    {
        var scratch = stackalloc KoalaBear[(3 * Element) + AlignmentSlack];
        var factor = Align(scratch);
        var low = factor + Element;
        var difference = low + Element;
        for (var k = 0; k < Degree; k++)
        {
            TPacked.Store(TPacked.Broadcast(challenge[k]), factor + (k * Lanes));
        }

        for (var row = start; row < end; row += Lanes)
        {
            for (var k = 0; k < Degree; k++)
            {
                TPacked.LoadPairs(source + (k * sourceStride) + (2 * (nint)row), out var even, out var odd);
                TPacked.Store(even, low + (k * Lanes));
                TPacked.Store(odd - even, difference + (k * Lanes));
            }

            PackedProducts.MultiplyAdd<TPacked>(result + row, stride, low, difference, factor, Lanes);
        }
    }

    public void AddPairs(KoalaBear* elements, nint stride, int count)
    {
        for (var k = 0; k < Degree; k++, elements += stride)
        {
            for (nint i = 0; i < count; i += Lanes)
            {
                TPacked.LoadPairs(elements + (2 * i), out var even, out var odd);
                TPacked.Store(even + odd, elements + i);
            }
        }
    }

    private static KoalaBear* Align(KoalaBear* memory) => (KoalaBear*)(((nint)memory + Alignment - 1) & -Alignment);
}
