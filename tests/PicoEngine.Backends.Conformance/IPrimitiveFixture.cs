// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Backends.Conformance;

/// <summary>A backend under test, whole or partial.</summary>
public interface IPrimitiveFixture
{
    /// <summary>Why the backend cannot be tested here, such as "no CUDA device: ..", or null.</summary>
    public static abstract string? Missing { get; }

    /// <summary>Makes one; each test disposes its own.</summary>
    public static abstract IPrimitiveBackend CreatePrimitive();
}
