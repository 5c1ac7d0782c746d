// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Verifier.Keys;

/// <summary>A machine with a program, for verifiers: everything about a proof but its statement and the shape it names follows from it. Immutable.</summary>
public sealed class VerifyingKey
{
    internal VerifyingKey(MachineFamily family, ImmutableArray<KeyedShape> shapes, ImmutableArray<Digest> preprocessedCap, Digest digest)
    {
        Family = family;
        Shapes = shapes;
        PreprocessedCap = preprocessedCap;
        Digest = digest;
    }

    /// <summary>The machine without the program.</summary>
    public MachineFamily Family { get; }

    /// <summary>The shapes that a shard may have. They share the commitment to the preprocessed columns.</summary>
    public ImmutableArray<KeyedShape> Shapes { get; }

    /// <summary>The height in blocks of each table with preprocessed columns, in machine order.</summary>
    public ImmutableArray<int> PreprocessedHeights =>
        [.. BlockLayout.TablesInKey(Shapes[0].Machine.Machine).Select(table => Shapes[0].Machine.PreprocessedHeights[table.Index]!.Value)];

    /// <summary>The words of the program's statement.</summary>
    public ImmutableArray<KoalaBear> Statement => Shapes[0].Machine.Statement;

    /// <summary>The commitment to the preprocessed columns.</summary>
    public ImmutableArray<Digest> PreprocessedCap { get; }

    /// <summary>The hash of all of it.</summary>
    public Digest Digest { get; }

    /// <summary>A key.</summary>
    /// <param name="family">The machine.</param>
    /// <param name="preprocessedHeights">The height in blocks of each table with preprocessed columns, in machine order.</param>
    /// <param name="statement">The words of the program's statement.</param>
    /// <param name="preprocessedCap">The commitment to the stacked preprocessed columns.</param>
    /// <exception cref="MachineDefinitionException">The heights are out of range or do not fit, or the statement is none.</exception>
    /// <exception cref="ArgumentException">The cap has another number of nodes than the parameters say.</exception>
    public static VerifyingKey Create(
        MachineFamily family, ReadOnlySpan<int> preprocessedHeights, ReadOnlySpan<KoalaBear> statement, ReadOnlySpan<Digest> preprocessedCap)
    {
        var width = RequireFamily(family).PreprocessedWidth(preprocessedHeights, statement);
        if (preprocessedCap.Length != CapSize(family, width))
        {
            throw new ArgumentException("The cap has another number of nodes than the parameters say.", nameof(preprocessedCap));
        }

        var sponge = Sponge.Poseidon2Width24;
        List<KoalaBear> words = [.. family.Digest.Words, .. new MerkleCap(preprocessedCap).Hash(sponge).Words, Word(width)];
        foreach (var height in preprocessedHeights)
        {
            words.Add(Word(height));
        }

        words.AddRange(statement);
        var digest = sponge.Hash(DomainTag.Key, [.. words]);
        var shapes = ImmutableArray.CreateBuilder<KeyedShape>();
        foreach (var shape in family.Shapes)
        {
            var machine = KeyedMachine.Create(family.Machine.InShape(shape, width), preprocessedHeights, statement);
            shapes.Add(new(shapes.Count, shape, family.ParametersOf(shape, width), machine, ShapeDigest(digest, shapes.Count)));
        }

        return new(family, shapes.ToImmutable(), [.. preprocessedCap], digest);
    }

    /// <summary>The nodes of the cap of a key whose program has these heights.</summary>
    /// <exception cref="MachineDefinitionException">The heights are out of range or do not fit, or the statement is none.</exception>
    public static int CapSize(MachineFamily family, ReadOnlySpan<int> preprocessedHeights, ReadOnlySpan<KoalaBear> statement) =>
        CapSize(family, RequireFamily(family).PreprocessedWidth(preprocessedHeights, statement));

    /// <summary>The key's digest and the number of a shape under the key tag; shorter than any key, so the two cannot meet.</summary>
    private static Digest ShapeDigest(Digest key, int shape) => Sponge.Poseidon2Width24.Hash(DomainTag.Key, [.. key.Words, Word(shape)]);

    private static int CapSize(MachineFamily family, int width)
    {
        SystemParameters parameters = family.ParametersOf(family.Shapes[0], width);
        return WhirShape.CapSize(parameters, WhirShape.GroupLayout(parameters, 0));
    }

    private static MachineFamily RequireFamily(MachineFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return family;
    }

    private static KoalaBear Word(int value) => KoalaBear.FromCanonical((uint)value);
}
