// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Cuda.Profiling;

/// <summary>Work of one name, summed up by the device's clock.</summary>
/// <param name="Name">The kernel's, or the driver's function for copies.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Count">Launches or copies.</param>
/// <param name="Bytes">What copies and fills wrote; 0 for kernels.</param>
/// <param name="Seconds">All together.</param>
/// <param name="LeastSeconds">The shortest.</param>
/// <param name="MostSeconds">The longest.</param>
public sealed record DeviceWork(string Name, DeviceWorkKind Kind, long Count, long Bytes, double Seconds, double LeastSeconds, double MostSeconds);
