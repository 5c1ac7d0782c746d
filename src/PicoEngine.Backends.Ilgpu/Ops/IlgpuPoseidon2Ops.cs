// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Ilgpu.Devices;
using PicoEngine.Fields;

namespace PicoEngine.Backends.Ilgpu.Ops;

/// <summary>Permutations alone. A device has word k of all states together, so states are turned around on the host.</summary>
internal sealed class IlgpuPoseidon2Ops(IlgpuAccelerator accelerator) : IPoseidon2Ops
{
    public void Permute(Span<KoalaBear> states, int width)
    {
        var count = StateArray.Count(states, width);
        if (count == 0)
        {
            return;
        }

        var words = StateArray.ToWords(states, width);
        using (accelerator.Enter())
        {
            using var buffer = accelerator.Upload<KoalaBear>(words);
            accelerator.Kernels.Permute(buffer.View, width, count);
            accelerator.Read(buffer.View, words.AsSpan());
        }

        StateArray.FromWords(words, width, states);
    }
}
