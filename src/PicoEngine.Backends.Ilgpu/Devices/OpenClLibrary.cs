// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU.Runtime.OpenCL;

namespace PicoEngine.Backends.Ilgpu.Devices;

/// <summary>The loader of OpenCL drivers, the library that they are all found through.</summary>
internal static class OpenClLibrary
{
    // ILGPU asks for "OpenCL", which is libOpenCL.so on Linux: a name that only packages for developers install.
    private static readonly string[] Names = OperatingSystem.IsLinux() ? ["libOpenCL.so.1", "libOpenCL.so"] : ["OpenCL"];

    private static readonly Lazy<nint> Library = new(Load);

    /// <summary>Whether it is there. To be asked before anything of ILGPU's OpenCL is touched, which looks for it once and for all.</summary>
    public static bool IsFound => Library.Value != 0;

    private static nint Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(CLDevice).Assembly, Resolve);
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return library;
            }
        }

        return 0;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        string.Equals(name, "OpenCL", StringComparison.OrdinalIgnoreCase) ? Library.Value : 0;
}
