// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives.Dft;

namespace PicoEngine.Backends.Cpu;

internal sealed class CpuNttOps(int degreeOfParallelism) : INttOps
{
    public void Forward(ReadOnlySpan<KoalaBear> coefficients, Span<KoalaBear> values, int columns) =>
        ForwardNtt.Transform(coefficients, values, columns, degreeOfParallelism);
}
