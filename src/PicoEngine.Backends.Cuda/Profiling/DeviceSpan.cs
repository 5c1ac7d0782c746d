// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Cuda.Profiling;

/// <summary>One launch, copy or fill.</summary>
/// <param name="Work">Its row in <see cref="DeviceProfile.Work"/>.</param>
/// <param name="Stream">The stream, numbered in the order in which streams were first seen.</param>
/// <param name="StartSeconds">When it began, since the first work of the profile began on the device.</param>
/// <param name="Seconds">How long it took.</param>
public readonly record struct DeviceSpan(int Work, int Stream, double StartSeconds, double Seconds);
