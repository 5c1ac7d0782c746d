// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using System.Text;
using PicoEngine.Backends.Cuda.Interop;

namespace PicoEngine.Backends.Cuda.Devices;

/// <summary>What a GPU is.</summary>
/// <param name="Ordinal">Its number among the devices that the driver shows this process.</param>
/// <param name="Name">The product's name.</param>
/// <param name="Uuid">What names this very device, as <c>nvidia-smi -L</c> shows it.</param>
/// <param name="PciBusId">Where it is, <c>0000:3b:00.0</c> for example.</param>
/// <param name="Architecture">The compute capability as one number, 90 for sm_90.</param>
/// <param name="MultiprocessorCount">Streaming multiprocessors.</param>
/// <param name="ClockKilohertz">Their highest clock.</param>
/// <param name="MemoryByteCount">All of its memory.</param>
/// <param name="MemoryBytesPerSecond">The bandwidth that clock and width of the memory give; 0 where the driver does not say.</param>
/// <param name="SharedMemoryByteCount">Shared memory that one block may have.</param>
/// <param name="ImageArchitecture">The architecture of the kernels that it would run; 0 when it is not supported.</param>
public sealed record CudaDevice(
    int Ordinal,
    string Name,
    string Uuid,
    string PciBusId,
    int Architecture,
    int MultiprocessorCount,
    int ClockKilohertz,
    long MemoryByteCount,
    long MemoryBytesPerSecond,
    int SharedMemoryByteCount,
    int ImageArchitecture)
{
    /// <summary>Its cache between multiprocessors and memory (L2), in bytes; 0 where the driver does not say.</summary>
    public int CacheByteCount { get; init; }

    /// <summary>Whether there are kernels for it.</summary>
    public bool IsSupported => ImageArchitecture != 0;

    internal static unsafe CudaDevice FromNative(int ordinal, in NativeDeviceProperties properties)
    {
        // Safe: the structure is a local of the caller that outlives the block, and its texts end in a zero byte.
        fixed (NativeDeviceProperties* native = &properties)
        {
            return new CudaDevice(
                ordinal,
                Marshal.PtrToStringUTF8((nint)native->Name)!,
                "GPU-" + new Guid(new ReadOnlySpan<byte>(native->Uuid, 16), bigEndian: true).ToString("D"),
                Encoding.ASCII.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(native->PciBusId)),
                (10 * native->SmMajor) + native->SmMinor,
                native->MultiprocessorCount,
                native->ClockKhz,
                checked((long)native->MemoryByteCount),
                checked((long)native->MemoryBandwidth),
                native->SharedByteCount,
                native->ImageArch)
            {
                CacheByteCount = native->L2ByteCount,
            };
        }
    }
}
