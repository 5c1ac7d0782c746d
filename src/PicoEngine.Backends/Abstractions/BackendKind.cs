// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Abstractions;

/// <summary>The ways in which proofs are made; the proof is the same.</summary>
public enum BackendKind
{
    /// <summary>The processor with its vector instructions.</summary>
    Cpu,

    /// <summary>NVIDIA GPUs, by the kernels of <c>native/kernels</c>.</summary>
    Cuda,

    /// <summary>GPUs that have an OpenCL driver, by ILGPU.</summary>
    Ilgpu,
}
