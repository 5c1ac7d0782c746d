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
        if (width is not (16 or 24))
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, "A state has 16 or 24 words.");
        }

        if (states.Length % width != 0)
        {
            throw new ArgumentException($"{states.Length} words are no whole number of states of {width}.", nameof(states));
        }

        if (states.IsEmpty)
        {
            return;
        }

        var count = states.Length / width;
        var turned = new KoalaBear[states.Length];
        for (var i = 0; i < turned.Length; i++)
        {
            turned[(i % width * count) + (i / width)] = states[i];
        }

        using (accelerator.Enter())
        {
            using var buffer = accelerator.Upload<KoalaBear>(turned);
            accelerator.Kernels.Permute(buffer.View, width, count);
            accelerator.Read(buffer.View, turned.AsSpan());
        }

        for (var i = 0; i < turned.Length; i++)
        {
            states[i] = turned[(i % width * count) + (i / width)];
        }
    }
}
