// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Cuda.Devices;

/// <summary>The library of GPU kernels, libpico_native: what it says of itself without a driver.</summary>
/// <param name="AbiVersion">The version of its C ABI.</param>
/// <param name="PtxArchitectures">The architectures that it carries as PTX, ascending, 90 for sm_90: the driver compiles it for them and all newer ones.</param>
/// <param name="CubinArchitectures">Those that it carries as machine code.</param>
public sealed record KernelLibrary(Version AbiVersion, ImmutableArray<int> PtxArchitectures, ImmutableArray<int> CubinArchitectures)
{
    /// <summary>The oldest CUDA version that a driver may support.</summary>
    public static Version OldestDriverVersion { get; } = VersionOf(NativeMethods.OldestDriverVersion);

    /// <summary>Loads the library.</summary>
    /// <exception cref="PicoException"><c>native-library-missing</c>, <c>native-library-version</c>.</exception>
    public static KernelLibrary Load()
    {
        NativeCall.RequireLibrary();
        var version = NativeMethods.pico_abi_version();
        return new(new((int)(version >> 16), (int)(version & 0xFFFF)), Architectures(NativeImageKind.ImagePtx), Architectures(NativeImageKind.ImageCubin));
    }

    /// <summary>A version as drivers count: 1000 major + 10 minor.</summary>
    internal static Version VersionOf(int number) => new(number / 1000, number % 1000 / 10);

    private static ImmutableArray<int> Architectures(NativeImageKind kind)
    {
        // More than any build has; the count is that of all.
        Span<int> architectures = stackalloc int[64];
        NativeCall.Check(NativeMethods.pico_image_architectures((int)kind, out architectures[0], (nuint)architectures.Length, out var count));
        return [.. architectures[..(int)count]];
    }
}
