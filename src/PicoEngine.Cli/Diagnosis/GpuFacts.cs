// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Contracts.Errors;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Cli.Diagnosis;

/// <summary>What <c>doctor</c> knows of one GPU.</summary>
/// <param name="Device">What the driver says that it is.</param>
internal sealed record GpuFacts(CudaDevice Device)
{
    /// <summary>Memory that nobody has; null where the GPU could not be used.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>What the management library measures; null without that library.</summary>
    public DeviceTelemetry? Telemetry { get; init; }

    /// <summary>The memory node of the machine that its slot belongs to; null where the system does not say.</summary>
    public int? NumaNode { get; init; }

    /// <summary>Why it cannot be used; null when it can.</summary>
    public PicoException? Failure { get; init; }

    /// <summary>How its memory would be used by a proof on it alone; null where it cannot be used.</summary>
    public DevicePlan? Plan { get; init; }

    /// <summary>Why the host memory that a shard in flight copies through cannot be pinned; null when it can.</summary>
    public PicoException? PinningFailure { get; init; }
}
