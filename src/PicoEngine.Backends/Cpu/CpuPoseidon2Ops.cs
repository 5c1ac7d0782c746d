// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives;
using PicoEngine.Primitives.Poseidon2;

namespace PicoEngine.Backends.Cpu;

internal sealed class CpuPoseidon2Ops(int degreeOfParallelism) : IPoseidon2Ops
{
    public unsafe void Permute(Span<KoalaBear> states, int width)
    {
        var permutation = width switch
        {
            16 => Poseidon2Permutation.Width16,
            24 => Poseidon2Permutation.Width24,
            _ => throw new ArgumentOutOfRangeException(nameof(width), width, "A state has 16 or 24 words."),
        };
        if (states.Length % width != 0)
        {
            throw new ArgumentException($"{states.Length} words are no whole number of states of {width}.", nameof(states));
        }

        const int Batch = IPermutation.BatchSize;
        var count = states.Length / width;
        fixed (KoalaBear* pointer = states)
        {
            // Safe: the pieces run before this block ends, and each touches its own states, which stay pinned until then.
            var address = (nint)pointer;
            ParallelRange.Run((count + Batch - 1) / Batch, 16, degreeOfParallelism, (start, end) =>
            {
                var batch = new KoalaBear[width * Batch];
                for (var first = start * Batch; first < Math.Min(end * Batch, count); first += Batch)
                {
                    var lanes = Math.Min(Batch, count - first);
                    Span<KoalaBear> block = new((KoalaBear*)address + ((nint)first * width), lanes * width);
                    for (var i = 0; i < block.Length; i++)
                    {
                        batch[(i % width * Batch) + (i / width)] = block[i];
                    }

                    permutation.PermuteBatch(batch);
                    for (var i = 0; i < block.Length; i++)
                    {
                        block[i] = batch[(i % width * Batch) + (i / width)];
                    }
                }
            });
        }
    }
}
