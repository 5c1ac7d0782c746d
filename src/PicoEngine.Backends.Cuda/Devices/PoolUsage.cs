// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Cuda.Devices;

/// <summary>What the driver's pool of a device, which buffers come from, has given out and what it holds, in bytes. Others in the process may use it too.</summary>
/// <param name="Used">In buffers now.</param>
/// <param name="UsedPeak">The most since <see cref="CudaContext.ResetPoolPeak"/>.</param>
/// <param name="Reserved">Of the device's memory: buffers, and what is kept for the next ones.</param>
/// <param name="ReservedPeak">The most of that.</param>
public readonly record struct PoolUsage(long Used, long UsedPeak, long Reserved, long ReservedPeak);
