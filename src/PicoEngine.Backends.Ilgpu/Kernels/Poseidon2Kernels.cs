// SPDX-License-Identifier: MIT OR Apache-2.0

using ILGPU;

namespace PicoEngine.Backends.Ilgpu.Kernels;

/// <summary>Permutations alone. One state a thread; word k of all states lies together, so that neighbouring threads read neighbouring words. No shared memory, no barriers.</summary>
internal static class Poseidon2Kernels
{
    /// <param name="states">[16][count], permuted in place.</param>
    /// <param name="count">States.</param>
    /// <param name="constants">As <see cref="Width16State.Permute"/> takes them.</param>
    public static void PermuteWidth16(ArrayView<uint> states, int count, ArrayView<uint> constants)
    {
        var index = Grid.GlobalIndex.X;
        if (index >= count)
        {
            return;
        }

        var view = states.SubView(index);
        Width16State state = new(Load(view, count, 0), Load(view, count, 4), Load(view, count, 8), Load(view, count, 12));
        state = Width16State.Permute(state, constants);
        Store(view, count, 0, state.Q0);
        Store(view, count, 4, state.Q1);
        Store(view, count, 8, state.Q2);
        Store(view, count, 12, state.Q3);
    }

    /// <param name="states">[24][count], permuted in place.</param>
    /// <param name="count">States.</param>
    /// <param name="constants">As <see cref="Width24State.Permute"/> takes them.</param>
    public static void PermuteWidth24(ArrayView<uint> states, int count, ArrayView<uint> constants)
    {
        var index = Grid.GlobalIndex.X;
        if (index >= count)
        {
            return;
        }

        var view = states.SubView(index);
        Width24State state = new(
            Load(view, count, 0), Load(view, count, 4), Load(view, count, 8), Load(view, count, 12), Load(view, count, 16), Load(view, count, 20));
        state = Width24State.Permute(state, constants);
        Store(view, count, 0, state.Q0);
        Store(view, count, 4, state.Q1);
        Store(view, count, 8, state.Q2);
        Store(view, count, 12, state.Q3);
        Store(view, count, 16, state.Q4);
        Store(view, count, 20, state.Q5);
    }

    private static Quad Load(ArrayView<uint> words, int stride, int word) =>
        new(words[word * stride], words[(word + 1) * stride], words[(word + 2) * stride], words[(word + 3) * stride]);

    private static void Store(ArrayView<uint> words, int stride, int word, Quad value)
    {
        words[word * stride] = value.A;
        words[(word + 1) * stride] = value.B;
        words[(word + 2) * stride] = value.C;
        words[(word + 3) * stride] = value.D;
    }
}
