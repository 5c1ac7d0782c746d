// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Proving.Pipeline;

/// <summary>A commitment of phase 1 is wrong, and so is the challenge of the run: phase 1 is done again for the device that made it.</summary>
internal sealed class WrongBoundaryException(string message) : InvalidOperationException(message);
