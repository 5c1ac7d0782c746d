// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli.Devices;

/// <summary>
/// The ILGPU backend, an assembly of its own beside the command: it makes code at run time and looks at its own kernels by reflection, so a command that is
/// compiled ahead of time or trimmed cannot contain it, and nothing else should load it.
/// </summary>
internal static class IlgpuAssembly
{
    private const string AssemblyName = "PicoEngine.Backends.Ilgpu";
    private const string ProviderName = AssemblyName + ".IlgpuDeviceProvider";
    private const string CreateName = "OpenCl";

    /// <summary>Loads the assembly from the command's folder.</summary>
    /// <exception cref="PicoException"><c>ilgpu-missing</c>: it is not there, or this build cannot load it.</exception>
    public static IDeviceProvider CreateProvider() =>
        RuntimeFeature.IsDynamicCodeSupported ? Load(Path.Combine(AppContext.BaseDirectory, AssemblyName + ".dll")) : throw Missing("this build is compiled ahead of time and loads no assemblies");

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The assembly is on its own: nothing of it can have been trimmed away, and what it needs of ours its interface names.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "As above.")]
    internal static IDeviceProvider Load(string path)
    {
        try
        {
            Type type = Assembly.LoadFrom(path).GetType(ProviderName, throwOnError: true)!;
            MethodInfo create = type.GetMethod(CreateName, BindingFlags.Public | BindingFlags.Static, []) ?? throw new MissingMethodException(ProviderName, CreateName);
            return (IDeviceProvider)create.Invoke(null, null)!;
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or TypeLoadException or MissingMethodException or InvalidCastException)
        {
            throw Missing(exception.Message, exception);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is IOException or TypeLoadException)
        {
            throw Missing(exception.InnerException.Message, exception.InnerException);
        }
    }

    private static PicoException Missing(string why, Exception? inner = null) => new(ErrorCatalog.IlgpuMissing, $"{AssemblyName} cannot be loaded: {why}", inner: inner);
}
