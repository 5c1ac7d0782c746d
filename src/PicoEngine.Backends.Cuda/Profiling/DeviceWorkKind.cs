// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Interop;

namespace PicoEngine.Backends.Cuda.Profiling;

/// <summary>What a device did.</summary>
public enum DeviceWorkKind
{
    /// <summary>A kernel ran.</summary>
    Kernel = NativeProfileKind.ProfileKernel,

    /// <summary>Words came from the host.</summary>
    ToDevice = NativeProfileKind.ProfileToDevice,

    /// <summary>Words went to the host.</summary>
    ToHost = NativeProfileKind.ProfileToHost,

    /// <summary>Words were copied within the device.</summary>
    OnDevice = NativeProfileKind.ProfileOnDevice,

    /// <summary>Words were set to a value.</summary>
    Fill = NativeProfileKind.ProfileFill,
}
