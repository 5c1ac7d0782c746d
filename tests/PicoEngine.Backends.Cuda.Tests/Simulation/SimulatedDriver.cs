// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Executor.Tests;
using Xunit;

namespace PicoEngine.Backends.Cuda.Tests.Simulation;

/// <summary>The driver that runs kernels on the CPU (native/kernels/src/host/simulated_control.h): which devices it has, and what goes wrong.</summary>
/// <remarks>One in a process: the tests that use it are one collection, so they run one after the other.</remarks>
internal sealed unsafe class SimulatedDriver
{
    private readonly nint _library = NativeLibrary.Load(Path);

    private SimulatedDriver()
    {
    }

    /// <summary>The driver's library, as <c>DeviceInventory.Open</c> takes it.</summary>
    public static string Path { get; } = RepositoryFiles.FullPath("artifacts/native/libpico_simulated_cuda.so");

    /// <summary>The driver with its usual options: one device, sm_90, 1 GiB. Skips the test where the native library was not built.</summary>
    public static SimulatedDriver Start(Options? options = null)
    {
        Assert.SkipUnless(
            File.Exists(Path) && File.Exists(System.IO.Path.Combine(AppContext.BaseDirectory, "libpico_native.so")),
            "the native library was not built before the tests: ./build.sh native");
        var driver = new SimulatedDriver();
        driver.Reset(options);
        return driver;
    }

    /// <summary>Forgets faults and counts.</summary>
    public void Reset(Options? options = null)
    {
        var function = (delegate* unmanaged<Options*, void>)Find("pico_simulated_reset");
        var given = options.GetValueOrDefault();
        function(options is null ? null : &given);
    }

    /// <summary>Lets the nth call of a driver function from now on answer with a CUresult.</summary>
    public void Fail(string function, int nth, int result, bool deferred = false)
    {
        var name = Marshal.StringToCoTaskMemUTF8(function);
        ((delegate* unmanaged<nint, int, int, int, void>)Find("pico_simulated_fail"))(name, nth, result, deferred ? 1 : 0);
        Marshal.FreeCoTaskMem(name);
    }

    /// <summary>Lets the nth launch of a kernel from now on leave a wrong bit in a word behind one of its arguments.</summary>
    public void Corrupt(string kernel, int nth, int argument, ulong word)
    {
        var name = Marshal.StringToCoTaskMemUTF8(kernel);
        ((delegate* unmanaged<nint, int, int, ulong, void>)Find("pico_simulated_corrupt"))(name, nth, argument, word);
        Marshal.FreeCoTaskMem(name);
    }

    /// <summary>Calls of a driver function since the last reset.</summary>
    public long CallCount(string function)
    {
        var name = Marshal.StringToCoTaskMemUTF8(function);
        var count = ((delegate* unmanaged<nint, long>)Find("pico_simulated_call_count"))(name);
        Marshal.FreeCoTaskMem(name);
        return count;
    }

    /// <summary>Objects and allocations of the driver that nobody has given back.</summary>
    public long LiveCount() => ((delegate* unmanaged<long>)Find("pico_simulated_live_count"))();

    private nint Find(string name) => NativeLibrary.GetExport(_library, name);

    /// <summary>pico_simulated_options.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Options
    {
        public ulong MemoryByteCount;
        public int DeviceCount;
        public int Architecture;
        public int SharedByteCount;
        public int DriverVersion;

        /// <summary>The usual ones.</summary>
        public static Options Usual => new() { MemoryByteCount = 1 << 30, DeviceCount = 1, Architecture = 90, SharedByteCount = 227 << 10, DriverVersion = 12080 };
    }
}
