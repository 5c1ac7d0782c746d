// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cuda.Opening;

/// <summary>The sumcheck on the product of two vectors, [5][2^<see cref="LogLength"/>] each, in a device's memory. A message takes one wait for the device.</summary>
internal sealed class VectorSumcheck : IDisposable
{
    private readonly CudaQueue _queue;
    private readonly CudaBuffer _partialSums;
    private readonly CudaBuffer _sums;
    private bool _summed;
    private SumcheckMessage<KoalaBearExtension5>? _message;

    /// <summary>A sumcheck; both vectors are its own from now on, unless this throws.</summary>
    public VectorSumcheck(CudaQueue queue, CudaBuffer values, CudaBuffer weights, int logLength)
    {
        (_queue, Values, Weights, LogLength) = (queue, values, weights, logLength);
        _partialSums = queue.Allocate(NativeMethods.WhirPartialWords);
        try
        {
            _sums = queue.Allocate(2 * KoalaBearExtension5.Degree);
        }
        catch
        {
            _partialSums.Dispose();
            throw;
        }
    }

    /// <summary>The one vector, g.</summary>
    public CudaBuffer Values { get; private set; }

    /// <summary>The other one, omega.</summary>
    public CudaBuffer Weights { get; private set; }

    /// <summary>Log of the elements of both.</summary>
    public int LogLength { get; private set; }

    /// <summary>Scratch memory of sums.</summary>
    public CudaBuffer PartialSums => _partialSums;

    /// <summary>The message of the next round: made while the last variable was bound, or now.</summary>
    public SumcheckMessage<KoalaBearExtension5> NextMessage()
    {
        if (_message is null)
        {
            if (!_summed)
            {
                NativeCall.Check(NativeMethods.pico_whir_message(
                    _queue.Stream.Handle, Values.Handle, Weights.Handle, LogLength, _partialSums.Handle, _sums.Handle));
            }

            var sums = _queue.ReadElements(_sums, 2);
            _message = new(sums[0], sums[1]);
        }

        return _message.Value;
    }

    /// <summary>Binds variable 0.</summary>
    /// <param name="challenge">The challenge.</param>
    /// <param name="anotherRound">Another round follows before the weights change, so its sums are made in the same pass.</param>
    public void Bind(KoalaBearExtension5 challenge, bool anotherRound)
    {
        anotherRound &= LogLength >= 2;
        var words = (long)KoalaBearExtension5.Degree << (LogLength - 1);
        var values = _queue.Allocate(words);
        CudaBuffer? weights = null;
        try
        {
            weights = _queue.Allocate(words);
            NativeCall.Check(anotherRound
                ? NativeMethods.pico_whir_bind_message(
                    _queue.Stream.Handle, Values.Handle, Weights.Handle, LogLength, in ElementWords.Of(in challenge), values.Handle, weights.Handle,
                    _partialSums.Handle, _sums.Handle)
                : NativeMethods.pico_whir_bind(
                    _queue.Stream.Handle, Values.Handle, Weights.Handle, LogLength, in ElementWords.Of(in challenge), values.Handle, weights.Handle));
        }
        catch
        {
            values.Dispose();
            weights?.Dispose();
            throw;
        }

        Values.Dispose();
        Weights.Dispose();
        (Values, Weights, LogLength) = (values, weights, LogLength - 1);
        (_summed, _message) = (anotherRound, null);
    }

    /// <summary>The vectors were changed from outside: sums made before are worth nothing.</summary>
    public void Invalidate() => (_summed, _message) = (false, null);

    public void Dispose()
    {
        Values.Dispose();
        Weights.Dispose();
        _partialSums.Dispose();
        _sums.Dispose();
    }
}
