// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Reflection;
using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

/// <summary>The C ABI of <c>libpico_native</c>; its functions keep their C names and stand in the files that are written from the headers.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "pico_native";

    // In a static constructor: it runs before the first call, and no module initializer of a library delays its users.
    static NativeMethods() => NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, Resolve);

    /// <summary>Beside the assembly (builds, applications), then where NuGet unpacks libraries, then wherever the system looks.</summary>
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Library)
        {
            return 0;
        }

        var file = OperatingSystem.IsWindows() ? "pico_native.dll" : "libpico_native.so";
        string[] places =
        [
            Path.Combine(AppContext.BaseDirectory, file),
            Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", file),
        ];
        foreach (var place in places)
        {
            if (NativeLibrary.TryLoad(place, out var handle))
            {
                return handle;
            }
        }

        return NativeLibrary.TryLoad(name, assembly, searchPath, out var found) ? found : 0;
    }
}
