// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Backends.Abstractions;

/// <summary>A commitment group on a device: its stacked columns, what opens them, and the cap. Content never changes; several backends of its memory may read it at a time.</summary>
public interface ICommittedGroup : IDisposable
{
    /// <summary>Where it lives.</summary>
    public MemorySpace Memory { get; }

    /// <summary>The number of stacked columns.</summary>
    public int Width { get; }

    /// <summary>Log of the cells of a stacked column.</summary>
    public int LogHeight { get; }

    /// <summary>The commitment, on the host.</summary>
    public Digest[] Cap { get; }

    /// <summary>Copies the stacked columns to the host, so that another device can have them.</summary>
    /// <param name="columns">[<see cref="Width"/>][2^<see cref="LogHeight"/>].</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void CopyColumns(Span<KoalaBear> columns);
}
