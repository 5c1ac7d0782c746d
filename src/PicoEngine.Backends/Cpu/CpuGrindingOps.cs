// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Backends.Cpu;

internal sealed class CpuGrindingOps(int degreeOfParallelism) : IGrindingOps
{
    public uint FindNonce(ReadOnlySpan<KoalaBear> state, int bits, uint first) =>
        ProofOfWork.FindNonce(Sponge.Poseidon2Width24.Permutation, state, bits, first, degreeOfParallelism);
}
