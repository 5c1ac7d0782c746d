// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Proving;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Cli.Rendering;

/// <summary>An estimate, as it is shown.</summary>
/// <param name="Program">The program's file, without its folder.</param>
/// <param name="ProgramSha256">Of that file, as hex digits.</param>
/// <param name="Parameters">Name of the parameter set.</param>
/// <param name="Threads">Threads that the proof would use.</param>
/// <param name="VkeyDigest">What a verifier of the proof would have to know.</param>
/// <param name="Backend">The devices, and why these.</param>
/// <param name="Estimate">What the proof would take.</param>
internal sealed record EstimateResult(
    string Program, string ProgramSha256, string Parameters, int Threads, ReadOnlyMemory<byte> VkeyDigest, BackendSelection Backend, ProofEstimate Estimate)
{
    /// <summary>Whether <see cref="Seconds"/> are those of the devices: only the processor's times are measured here.</summary>
    public bool HasTimes => Backend.Kind == BackendKind.Cpu;

    /// <summary>Expected seconds of key and proof on the processor, as <c>prove</c> counts them.</summary>
    public double Seconds => Estimate.StageSeconds.Values.Sum();
}
