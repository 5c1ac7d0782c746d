// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cpu.Opening;

/// <summary>The two vectors of the running claim sum_x g(x) omega(x) = sigma, and the sumcheck on them. Owns both.</summary>
internal sealed unsafe class FoldingState(ElementBufferPool pool, ExtensionVector values, ExtensionVector weights, int degreeOfParallelism) : IDisposable
{
    private SumcheckMessage<KoalaBearExtension5>? _message;

    /// <summary>g.</summary>
    public ExtensionVector Values { get; private set; } = values;

    /// <summary>omega.</summary>
    public ExtensionVector Weights { get; private set; } = weights;

    /// <summary>The message of the next sumcheck round: made while the last one was folded, or now.</summary>
    public SumcheckMessage<KoalaBearExtension5> NextMessage()
    {
        if (_message is null)
        {
            var pass = new MessagePass(Values, Weights);
            PackedRange.Run(pass, Values.Length / 2, degreeOfParallelism);
            _message = pass.Message;
        }

        return _message.Value;
    }

    /// <summary>Binds variable 0 to a challenge.</summary>
    /// <param name="challenge">The challenge.</param>
    /// <param name="anotherRound">Another round follows before the weights change, so its message is made in the same pass.</param>
    public void Bind(KoalaBearExtension5 challenge, bool anotherRound)
    {
        var half = Values.Length / 2;
        var (newValues, newWeights) = (new ExtensionVector(pool, half), new ExtensionVector(pool, half));
        var pass = new FoldPass(Values, Weights, newValues, newWeights, challenge, anotherRound);
        PackedRange.Run(pass, anotherRound ? half / 2 : half, degreeOfParallelism);
        Dispose();
        (Values, Weights) = (newValues, newWeights);
        _message = anotherRound ? pass.Message : null;
    }

    /// <summary>The vectors were changed from outside: a message made before is worth nothing.</summary>
    public void Invalidate() => _message = null;

    public void Dispose()
    {
        Values.Dispose();
        Weights.Dispose();
    }

    private sealed class MessagePass(ExtensionVector values, ExtensionVector weights) : IPackedPass
    {
        private readonly MessageSum _sum = new();

        public SumcheckMessage<KoalaBearExtension5> Message => _sum.Message;

        public void Run<TPacked>(int start, int end)
            where TPacked : unmanaged, IPackedKoalaBear<TPacked>
        {
            SumcheckKernel<TPacked>.Message(values.Pointer, weights.Pointer, values.Length, start, end, out var atZero, out var atInfinity);
            _sum.Add(atZero, atInfinity);
        }
    }

    private sealed class FoldPass(
        ExtensionVector values, ExtensionVector weights, ExtensionVector newValues, ExtensionVector newWeights, KoalaBearExtension5 challenge, bool message) : IPackedPass
    {
        private readonly MessageSum _sum = new();

        public SumcheckMessage<KoalaBearExtension5> Message => _sum.Message;

        public void Run<TPacked>(int start, int end)
            where TPacked : unmanaged, IPackedKoalaBear<TPacked>
        {
            if (message)
            {
                SumcheckKernel<TPacked>.FoldMessage(
                    values.Pointer, weights.Pointer, values.Length, newValues.Pointer, newWeights.Pointer, challenge, start, end, out var atZero, out var atInfinity);
                _sum.Add(atZero, atInfinity);
            }
            else
            {
                SumcheckKernel<TPacked>.Fold(values.Pointer, weights.Pointer, values.Length, newValues.Pointer, newWeights.Pointer, challenge, start, end);
            }
        }
    }

    /// <summary>Adds the shares of threads; sums in a field do not depend on their order.</summary>
    private sealed class MessageSum
    {
        private readonly Lock _lock = new();

        public SumcheckMessage<KoalaBearExtension5> Message { get; private set; }

        public void Add(KoalaBearExtension5 atZero, KoalaBearExtension5 atInfinity)
        {
            lock (_lock)
            {
                Message = new(Message.AtZero + atZero, Message.AtInfinity + atInfinity);
            }
        }
    }
}
