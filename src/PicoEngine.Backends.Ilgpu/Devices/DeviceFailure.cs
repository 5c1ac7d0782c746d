// SPDX-License-Identifier: MIT OR Apache-2.0

using ILGPU;
using ILGPU.Backends;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;
using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Backends.Ilgpu.Devices;

/// <summary>What ILGPU throws, told as the engine tells failures of devices.</summary>
internal static class DeviceFailure
{
    /// <summary>Whether an exception says that a device, its driver or its compiler failed; others are mistakes of ours and stay as they are.</summary>
    public static bool IsKnown(Exception failure) => failure
        is AcceleratorException
        or InternalCompilerException
        or InvalidCodeGenerationException
        or NotSupportedIntrinsicException
        or CapabilityNotSupportedException
        or NotSupportedException
        or OutOfMemoryException;

    /// <summary>A known failure as an exception that names device, phase and memory.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="device">The device.</param>
    /// <param name="phase">The phase, or null.</param>
    /// <param name="needBytes">What was asked for last, or null.</param>
    /// <param name="haveBytes">What there was, or null.</param>
    public static DeviceException Describe(Exception failure, string device, ProverPhase? phase, long? needBytes, long? haveBytes) => IsOutOfMemory(failure)
        ? new(device, DeviceFault.OutOfMemory, Detail(failure), phase, needBytes, haveBytes, failure)
        : new(device, DeviceFault.Lost, Detail(failure), phase, inner: failure);

    // Drivers make room when a buffer is made, or only when a kernel first uses it; then they say that resources are short.
    private static bool IsOutOfMemory(Exception failure) => failure is OutOfMemoryException or CLException
    {
        Error: CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_RESOURCES or CLError.CL_OUT_OF_HOST_MEMORY or CLError.CL_INVALID_BUFFER_SIZE,
    };

    private static string Detail(Exception failure) => failure is CLException { Error: var error } ? $"OpenCL answered {error}" : failure.Message;
}
