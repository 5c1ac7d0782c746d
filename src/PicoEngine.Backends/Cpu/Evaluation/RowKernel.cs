// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Backends.Programs;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.Evaluation;

/// <summary>Runs the operations of a row program on registers in memory. Safe: all accesses stay in the registers that the program counts.</summary>
internal static unsafe class RowKernel<TPacked>
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    private static int Lanes => TPacked.Lanes;

    /// <summary>Runs a program.</summary>
    /// <param name="program">The operations.</param>
    /// <param name="constants">Its constants.</param>
    /// <param name="layout">How registers lie.</param>
    /// <param name="registers">The first register; inputs are written.</param>
    /// <param name="weights">Per constraint, in the order of sums, its weight: a term over the base field, five over the extension.</param>
    /// <param name="sums">The weighted sum of constraints, five vectors for each value; null when the program has none.</param>
    public static void Run(RowProgram program, FixedFactor* constants, RegisterLayout layout, KoalaBear* registers, ExtensionTerm* weights, KoalaBear* sums)
    {
        var stride = layout.Stride;
        foreach (var (kind, target, left, right) in program.Operations)
        {
            var t = registers + (target * stride);
            var l = registers + (left * stride);
            var r = registers + (right * stride);
            switch (kind)
            {
                case RowOperationKind.Add:
                    for (nint i = 0; i < stride; i += Lanes)
                    {
                        TPacked.Store(TPacked.Load(l + i) + TPacked.Load(r + i), t + i);
                    }

                    break;
                case RowOperationKind.Subtract:
                    for (nint i = 0; i < stride; i += Lanes)
                    {
                        TPacked.Store(TPacked.Load(l + i) - TPacked.Load(r + i), t + i);
                    }

                    break;
                case RowOperationKind.Negate:
                    for (nint i = 0; i < stride; i += Lanes)
                    {
                        TPacked.Store(-TPacked.Load(l + i), t + i);
                    }

                    break;
                case RowOperationKind.Multiply when layout.Degree == 1:
                    for (nint i = 0; i < stride; i += Lanes)
                    {
                        TPacked.Store(TPacked.Load(l + i) * TPacked.Load(r + i), t + i);
                    }

                    break;
                case RowOperationKind.Multiply:
                    for (nint i = 0; i < stride; i += layout.ValueStride)
                    {
                        PackedProducts.Multiply<TPacked>(t + i, Lanes, l + i, r + i, Lanes);
                    }

                    break;
                case RowOperationKind.MultiplyConstant:
                    for (nint i = 0; i < stride; i += Lanes)
                    {
                        TPacked.Store(TPacked.Multiply(TPacked.Load(l + i), constants + right), t + i);
                    }

                    break;
                case RowOperationKind.AddConstant:
                    AddConstant(layout, t, l, constants[right].Value);
                    break;
                case RowOperationKind.SubtractFromConstant:
                    for (nint i = 0; i < stride; i += Lanes)
                    {
                        TPacked.Store(-TPacked.Load(l + i), t + i);
                    }

                    AddConstant(layout, t, t, constants[right].Value);
                    break;
                case RowOperationKind.SetConstant:
                    new Span<KoalaBear>(t, (int)stride).Clear();
                    AddConstant(layout, t, t, constants[right].Value);
                    break;
                case RowOperationKind.SumConstraints:
                    Combine(layout, registers, weights + (left * layout.Degree), right * layout.Degree, sums);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown operation {kind}.");
            }
        }
    }

    private static void AddConstant(RegisterLayout layout, KoalaBear* target, KoalaBear* source, KoalaBear constant)
    {
        var addend = TPacked.Broadcast(constant);
        for (nint value = 0; value < layout.Stride; value += layout.ValueStride)
        {
            TPacked.Store(TPacked.Load(source + value) + addend, target + value);
            for (nint i = value + Lanes; i < value + layout.ValueStride; i += Lanes)
            {
                TPacked.Store(TPacked.Load(source + i), target + i);
            }
        }
    }

    private static void Combine(RegisterLayout layout, KoalaBear* registers, ExtensionTerm* terms, int count, KoalaBear* sums)
    {
        for (var value = 0; value < layout.Values; value++, sums += KoalaBearExtension5.Degree * Lanes)
        {
            TPacked.Combine(registers + (value * layout.ValueStride), terms, count, sums, sums, Lanes);
        }
    }
}
