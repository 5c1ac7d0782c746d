// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cuda.Opening;

/// <summary>The index sumcheck on a device. The values of pieces stay beside the vectors that fold.</summary>
/// <param name="queue">Where.</param>
/// <param name="pieces">e, a vector; the session's from now on.</param>
/// <param name="logLength">Log of its elements.</param>
/// <param name="columns">The stacked columns of all groups.</param>
/// <param name="sumcheck">The sumcheck on a copy of e and A; the session's from now on.</param>
internal sealed class CudaIndexSession(CudaQueue queue, CudaBuffer pieces, int logLength, int columns, VectorSumcheck sumcheck) : IIndexSession
{
    public SumcheckMessage<KoalaBearExtension5> NextMessage()
    {
        using var scope = queue.Enter(ProverPhase.Open);
        return sumcheck.NextMessage();
    }

    public void Bind(KoalaBearExtension5 challenge)
    {
        using var scope = queue.Enter(ProverPhase.Open);
        sumcheck.Bind(challenge, anotherRound: true);
    }

    public KoalaBearExtension5[] EvaluateColumns(ReadOnlySpan<KoalaBearExtension5> row)
    {
        using var scope = queue.Enter(ProverPhase.Open);
        using var weights = queue.Upload<KoalaBearExtension5>(EqTable.Build(row));
        using var values = queue.Allocate((long)KoalaBearExtension5.Degree * columns);
        NativeCall.Check(NativeMethods.pico_whir_dot_products(
            queue.Stream.Handle, pieces.Handle, logLength, (nuint)columns, weights.Handle, row.Length, values.Handle));
        return queue.ReadElements(values, columns);
    }

    public void Dispose()
    {
        pieces.Dispose();
        sumcheck.Dispose();
    }
}
