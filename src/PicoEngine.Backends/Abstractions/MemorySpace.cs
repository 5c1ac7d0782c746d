// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Abstractions;

/// <summary>Where the data of a backend lives: the host's memory, or that of one device. Backends of one space read each other's committed groups.</summary>
/// <remarks>Compared by reference: one object for a space.</remarks>
/// <param name="name">For messages, such as <c>host</c> or <c>cuda:0</c>.</param>
public sealed class MemorySpace(string name)
{
    /// <summary>The memory of this process.</summary>
    public static MemorySpace Host { get; } = new("host");

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
