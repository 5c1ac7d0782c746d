// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Abstractions;

/// <summary>What a phase takes.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Bytes">All that is in use at the phase's peak, what earlier phases left behind for later ones included.</param>
public readonly record struct PhaseMemory(ProverPhase Phase, long Bytes);
