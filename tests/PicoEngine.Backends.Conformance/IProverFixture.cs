// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Backends.Conformance;

/// <summary>A backend under test that proves.</summary>
public interface IProverFixture : IPrimitiveFixture
{
    /// <summary>Makes one; each test disposes its own.</summary>
    public static abstract IProverBackend Create();
}
