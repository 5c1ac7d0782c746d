// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Proving.Pipeline;

/// <summary>A commitment of phase 1 is wrong, and so is the challenge of the run: phase 1 is done again for the device that made it.</summary>
/// <param name="failure">What the device did.</param>
internal sealed class WrongBoundaryException(DeviceException failure) : InvalidOperationException(failure.Message, failure)
{
    /// <summary>What the device did.</summary>
    public DeviceException Failure => failure;
}
