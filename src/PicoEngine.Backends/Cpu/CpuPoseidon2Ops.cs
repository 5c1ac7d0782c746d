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
        var count = StateArray.Count(states, width);
        var permutation = width == 16 ? Poseidon2Permutation.Width16 : Poseidon2Permutation.Width24;
        const int Batch = IPermutation.BatchSize;
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
