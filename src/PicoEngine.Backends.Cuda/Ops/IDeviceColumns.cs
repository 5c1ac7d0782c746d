// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;

namespace PicoEngine.Backends.Cuda.Ops;

/// <summary>What a committed group of this backend shows to the operations that read rows: its stacked columns where they are.</summary>
internal interface IDeviceColumns
{
    /// <summary>[width][2^logHeight] Montgomery words, column-major, from the buffer's start; written before the group was given out.</summary>
    public CudaBuffer Columns { get; }
}
