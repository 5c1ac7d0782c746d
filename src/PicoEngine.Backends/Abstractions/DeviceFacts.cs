// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Abstractions;

/// <summary>What is known of a device before it is used.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Index">Its number among those of its kind.</param>
/// <param name="Name">The product's name.</param>
/// <param name="Architecture">Such as <c>sm_90</c>.</param>
/// <param name="TotalBytes">All of its memory.</param>
/// <param name="FreeBytes">Memory that nobody has now; all of it where that is not known before the device is opened.</param>
/// <param name="Unsupported">Why it cannot prove, or null.</param>
public sealed record DeviceFacts(
    BackendKind Kind, int Index, string Name, string Architecture, long TotalBytes, long FreeBytes, PicoException? Unsupported = null)
{
    /// <summary>As its backends are named: <c>cpu</c>, <c>cuda:0</c>.</summary>
    public string Id => Kind switch
    {
        BackendKind.Cpu => "cpu",
        BackendKind.Cuda => $"cuda:{Index}",
        _ => $"ilgpu:{Index}",
    };

    /// <summary>What drives it and its version, where it has a driver that says so.</summary>
    public string? Driver { get; init; }

    /// <summary>What names this very device on any machine, where it has such a name.</summary>
    public string? Uuid { get; init; }
}
