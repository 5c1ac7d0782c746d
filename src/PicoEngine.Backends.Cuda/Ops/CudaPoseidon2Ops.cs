// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Cuda.Ops;

/// <summary>Permutations alone. A device has word k of all states together, so states are turned around on the host.</summary>
internal sealed class CudaPoseidon2Ops(CudaQueue queue) : IPoseidon2Ops
{
    public void Permute(Span<KoalaBear> states, int width)
    {
        var count = StateArray.Count(states, width);
        if (count == 0)
        {
            return;
        }

        var words = StateArray.ToWords(states, width);
        using var scope = queue.Enter();
        using var buffer = queue.Upload<KoalaBear>(words);
        CudaPoseidon2.Permute(queue.Stream, buffer, 0, width, count);
        queue.Read(buffer, words.AsSpan());
        StateArray.FromWords(words, width, states);
    }
}
