// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;

namespace PicoEngine.Verifier.Keys;

/// <summary>A shape of a verifying key: the machine, parameters and transcript of the shards that have it.</summary>
public sealed class KeyedShape
{
    internal KeyedShape(int index, ShapeClass shape, SystemParameters parameters, KeyedMachine machine, Digest digest)
    {
        Index = index;
        Class = shape;
        Parameters = parameters;
        Machine = machine;
        Digest = digest;
    }

    /// <summary>Its number in the key.</summary>
    public int Index { get; }

    /// <summary>Chip set, widths and blocks.</summary>
    public ShapeClass Class { get; }

    /// <summary>The parameter set with the stacked widths of the shape.</summary>
    public SystemParameters Parameters { get; }

    /// <summary>The machine with the preprocessed heights of the key.</summary>
    public KeyedMachine Machine { get; }

    /// <summary>The hash of the key's digest and the number of the shape: what the transcript of a shard starts from.</summary>
    public Digest Digest { get; }
}
