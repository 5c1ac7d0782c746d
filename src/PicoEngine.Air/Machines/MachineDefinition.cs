// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;

namespace PicoEngine.Air.Machines;

/// <summary>A machine as its author writes it: tables in proving order, buses, public values and what they send.</summary>
public sealed record MachineDefinition
{
    /// <summary>The longest <see cref="Id"/>.</summary>
    public const int MaximumIdLength = 32;

    /// <summary>
    /// What people call the machine, with its version, in printable ASCII: files of keys and proofs begin with it, so that a reader of another version can say
    /// so. The machine's digest is what binds.
    /// </summary>
    public string Id { get; init; } = "unnamed-1";

    /// <summary>The tables; their order is part of the key.</summary>
    public required ImmutableArray<IAirTable> Tables { get; init; }

    /// <summary>Every bus that a table or the public values use; their order is part of the key.</summary>
    public required ImmutableArray<Bus> Buses { get; init; }

    /// <summary>The public values of a shard, numbered from 0.</summary>
    public ImmutableArray<PublicValue> PublicValues { get; init; } = [];

    /// <summary>The public values that the commitment chain of a run binds, such as the shard number; only these may enter a global bus.</summary>
    public ImmutableArray<PublicValue> ChainPublicValues { get; init; } = [];

    /// <summary>What the public values send and receive, or null.</summary>
    public IPublicInteractions? PublicInteractions { get; init; }

    /// <summary>The shapes that a shard may have; none means one shape: every table, and the widths of the parameter set.</summary>
    public ImmutableArray<ShapeClass> Shapes { get; init; } = [];

    /// <summary>
    /// How many stacked columns the preprocessed group may have, in ascending order; a program takes the first number that holds it. None means the width
    /// of the parameter set.
    /// </summary>
    public ImmutableArray<int> PreprocessedWidths { get; init; } = [];

    /// <summary>What a verifier of runs needs to know, or null when shards of this machine are no parts of a run.</summary>
    public RunRoles? RunRoles { get; init; }

    /// <summary>The machine's own rule for programs, or null: throws <see cref="MachineDefinitionException"/> with <see cref="MachineFault.ProgramRule"/>.</summary>
    public Action<PreprocessedProgram>? ProgramRule { get; init; }
}
