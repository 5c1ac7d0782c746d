// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Verifier.Stark;

/// <summary>What fixes a machine with a program: everything about a proof but the statement follows from it. Immutable.</summary>
public sealed class VerifyingKey
{
    internal VerifyingKey(SystemParameters parameters, KeyedMachine machine, Digest[] preprocessedCap, Digest digest)
    {
        Parameters = parameters;
        Machine = machine;
        PreprocessedCap = preprocessedCap;
        Digest = digest;
    }

    /// <summary>The parameter set.</summary>
    public SystemParameters Parameters { get; }

    /// <summary>The machine with its preprocessed heights.</summary>
    public KeyedMachine Machine { get; }

    /// <summary>The commitment to the preprocessed columns.</summary>
    public IReadOnlyList<Digest> PreprocessedCap { get; }

    /// <summary>The hash of all of it.</summary>
    public Digest Digest { get; }

    /// <summary>A key.</summary>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="machine">A machine that was compiled with the <see cref="Limits"/> of that set.</param>
    /// <param name="preprocessedCap">The commitment to the stacked preprocessed columns.</param>
    /// <exception cref="ArgumentException">The machine has other limits, or the cap has another number of nodes than the parameters say.</exception>
    public static VerifyingKey Create(SystemParameters parameters, KeyedMachine machine, ReadOnlySpan<Digest> preprocessedCap)
    {
        RequireLimits(parameters, machine);
        if (preprocessedCap.Length != WhirShape.CapSize(parameters, WhirShape.GroupLayout(parameters, 0)))
        {
            throw new ArgumentException("The cap has another number of nodes than the parameters say.", nameof(preprocessedCap));
        }

        var sponge = Sponge.Poseidon2Width24;
        var machineDigest = sponge.Hash(DomainTag.Machine, MachineEncoding.MachineWords(machine.Machine, parameters.ToWords()));
        var capDigest = new MerkleCap(preprocessedCap).Hash(sponge);
        var digest = sponge.Hash(DomainTag.Key, [.. machineDigest.Words, .. MachineEncoding.ProgramWords(machine), .. capDigest.Words]);
        return new(parameters, machine, preprocessedCap.ToArray(), digest);
    }

    /// <summary>The limits that machines for a parameter set are compiled with.</summary>
    public static MachineLimits Limits(SystemParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return new(
            parameters.LogMaximumHeight,
            parameters.LogBlockHeights,
            parameters.LogPieceHeight,
            parameters.LogStackedHeight,
            parameters.StackedWidths,
            parameters.LogMaximumFractions,
            parameters.MaximumMessageLength,
            parameters.InteractionsPerLeaf);
    }

    private static void RequireLimits(SystemParameters parameters, KeyedMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var (limits, expected) = (machine.Machine.Limits, Limits(parameters));

        // Records compare arrays by reference.
        if (!limits.LogBlockHeights.AsSpan().SequenceEqual(expected.LogBlockHeights.AsSpan())
            || !limits.StackedWidths.AsSpan().SequenceEqual(expected.StackedWidths.AsSpan())
            || limits with { LogBlockHeights = expected.LogBlockHeights, StackedWidths = expected.StackedWidths } != expected)
        {
            throw new ArgumentException("The machine was compiled for other parameters.", nameof(machine));
        }
    }
}
