// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Security.Cryptography;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>The toy machine with the public values of a run, in three shapes.</summary>
/// <remarks>
/// It commits one byte, the first of the digest; nothing on a bus stands for the other bytes and words, so that a test sees the rule about them and no other.
/// </remarks>
internal sealed class ToyRunMachine : IPublicInteractions
{
    /// <summary>All tables, large blocks.</summary>
    public const int Large = 0;

    /// <summary>All tables, small blocks, few columns.</summary>
    public const int Small = 1;

    /// <summary>No instructions.</summary>
    public const int Idle = 2;

    public static MachineDefinition Definition { get; } = ToyMachine.Definition with
    {
        Id = "toy-1",
        PublicValues = RunPublicValues.All,
        ChainPublicValues = [RunPublicValues.Shard],
        PublicInteractions = new ToyRunMachine(),
        Shapes =
        [
            new ShapeClass(8, 22),
            new ShapeClass(2, 5, BlockClass.Small),
            new ShapeClass(2, 2, BlockClass.Small, [.. ToyMachine.TableNames.Except(["cpu", "mem"])]),
        ],
        PreprocessedWidths = [1, 2],
        RunRoles = new RunRoles("image"),
    };

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        builder.Send(ToyBuses.State, [builder[RunPublicValues.PcIn], 1], 1);
        builder.Receive(ToyBuses.State, [builder[RunPublicValues.PcOut], builder[RunPublicValues.TsOut]], 1);
        builder.Send(ToyBuses.Chain, [builder[RunPublicValues.KeyIn]], 1);
        builder.Receive(ToyBuses.Chain, [builder[RunPublicValues.KeyOut]], 1);
        builder.Receive(ToyBuses.Segments, [1], builder[RunPublicValues.SegmentsOn]);
        builder.Receive(ToyBuses.Halt, [builder[RunPublicValues.ExitLow] + (65536 * builder[RunPublicValues.ExitHigh])], builder[RunPublicValues.Halts]);
        builder.Receive(ToyBuses.Commit, [0, builder[RunPublicValues.Digest[0]]], builder[RunPublicValues.Commits[0]]);
    }

    /// <summary>Bytes whose SHA-256 begins with the byte that the run commits.</summary>
    public static byte[] Output(IReadOnlyList<ShardWitness> toy)
    {
        var committed = (byte)toy[0].PublicValues[ToyPublicValues.Committed.Index].ToCanonical();
        return Enumerable.Range(0, 1 << 16).Select(BitConverter.GetBytes).First(bytes => SHA256.HashData(bytes)[0] == committed);
    }

    /// <summary>Shards of the toy machine as shards of this one.</summary>
    /// <param name="toy">The shards.</param>
    /// <param name="shapes">The shape of each; by default all are large.</param>
    public static ShardWitness[] FromToy(IReadOnlyList<ShardWitness> toy, params int[] shapes)
    {
        var digest = SHA256.HashData(Output(toy));
        return [.. toy.Select((shard, i) => Convert(shard, digest, i < shapes.Length ? shapes[i] : Large))];
    }

    private static ShardWitness Convert(ShardWitness shard, byte[] digest, int shape)
    {
        KoalaBear Toy(PublicValue value) => shard.PublicValues[value.Index];
        var values = new KoalaBear[RunPublicValues.All.Length];
        shard.PublicValues.AsSpan(0, ToyPublicValues.ExitCode.Index).CopyTo(values);
        values[RunPublicValues.ExitLow.Index] = Toy(ToyPublicValues.ExitCode);
        foreach (var value in RunPublicValues.Commits[..RunPublicValues.DigestWords])
        {
            values[value.Index] = Toy(ToyPublicValues.Commits);
        }

        for (var i = 0; i < digest.Length; i++)
        {
            values[RunPublicValues.Digest[i].Index] = ToyProgram.Word(digest[i]);
        }

        // The program names the byte; a forged toy may differ from the hash.
        values[RunPublicValues.Digest[0].Index] = Toy(ToyPublicValues.Committed);
        var names = Definition.Shapes[shape].Tables;
        return new ShardWitness(values, [.. shard.Traces.Where((_, i) => names.IsDefault || names.Contains(ToyMachine.TableNames[i]))]) { Shape = shape };
    }
}
