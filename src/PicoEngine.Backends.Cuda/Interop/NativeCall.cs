// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Cuda.Interop;

/// <summary>What the answers of the C ABI mean in C#.</summary>
internal static unsafe class NativeCall
{
    private const int TextBytes = 2048;

    /// <summary>Loads the library and compares its version with that of the declarations, before anything else is called.</summary>
    /// <exception cref="PicoException">It is not there, or of another version.</exception>
    public static void RequireLibrary()
    {
        uint version;
        try
        {
            version = NativeMethods.pico_abi_version();
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new PicoException(ErrorCatalog.NativeLibraryMissing, missing.Message, inner: missing);
        }

        if (!IsCompatible(version))
        {
            throw new PicoException(
                ErrorCatalog.NativeLibraryVersion,
                $"the library has version {version >> 16}.{version & 0xFFFF}, needed is {NativeMethods.AbiVersionMajor}.{NativeMethods.AbiVersionMinor}");
        }
    }

    /// <summary>The same major number, and at least the minor one that the declarations were written for.</summary>
    public static bool IsCompatible(uint version) =>
        version >> 16 == NativeMethods.AbiVersionMajor && (version & 0xFFFF) >= NativeMethods.AbiVersionMinor;

    /// <summary>Throws what a status other than Ok means, with the library's text.</summary>
    /// <exception cref="ArgumentException">The library found a mistake in the arguments.</exception>
    /// <exception cref="PicoException">Driver, device or memory failed; within an <see cref="OperationScope"/> a <see cref="Abstractions.DeviceException"/>.</exception>
    public static void Check(NativeStatus status)
    {
        if (status != NativeStatus.Ok)
        {
            throw OperationScope.Describe(Failure(status, LastError()));
        }
    }

    /// <summary>False for NotReady; throws for everything but that and Ok.</summary>
    public static bool IsReady(NativeStatus status)
    {
        if (status == NativeStatus.NotReady)
        {
            return false;
        }

        Check(status);
        return true;
    }

    private static Exception Failure(NativeStatus status, string text) => status switch
    {
        NativeStatus.InvalidArgument => new ArgumentException(text),
        NativeStatus.OutOfMemory => new PicoException(ErrorCatalog.GpuOutOfMemory, text),
        NativeStatus.NoDriver => new PicoException(ErrorCatalog.GpuDriverMissing, text),
        NativeStatus.DriverTooOld => new PicoException(ErrorCatalog.GpuDriverTooOld, text),
        NativeStatus.NoDevice => new PicoException(ErrorCatalog.GpuMissing, text),
        NativeStatus.UnsupportedArch => new PicoException(ErrorCatalog.GpuUnsupported, text),
        NativeStatus.DeviceLost => new PicoException(ErrorCatalog.GpuLost, text),
        NativeStatus.InternalError => new PicoException(ErrorCatalog.Internal, text),
        _ => new PicoException(ErrorCatalog.GpuFailed, $"{status}: {text}"),
    };

    private static string LastError()
    {
        var text = stackalloc byte[TextBytes];

        // Safe: the library writes at most TextBytes with the zero byte, and says how long the whole text is.
        return NativeMethods.pico_last_error(text, TextBytes, out var count) == NativeStatus.Ok
            ? Encoding.UTF8.GetString(text, (int)Math.Min(count, TextBytes - 1))
            : "no text";
    }
}
