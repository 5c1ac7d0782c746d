// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>The public values of a shard of the toy machine, and what they send.</summary>
internal sealed class ToyPublicValues : IPublicInteractions
{
    public static readonly PublicValue Shard = new(0, "k");
    public static readonly PublicValue PcIn = new(1, "pc_in");
    public static readonly PublicValue PcOut = new(2, "pc_out");
    public static readonly PublicValue TsOut = new(3, "ts_out");
    public static readonly PublicValue KeyIn = new(4, "key_in");
    public static readonly PublicValue KeyOut = new(5, "key_out");
    public static readonly PublicValue SegmentsOn = new(6, "segments_on");
    public static readonly PublicValue Halts = new(7, "halts");
    public static readonly PublicValue ExitCode = new(8, "exit_code");
    public static readonly PublicValue Commits = new(9, "commits");
    public static readonly PublicValue Committed = new(10, "committed");

    public static readonly ImmutableArray<PublicValue> All =
        [Shard, PcIn, PcOut, TsOut, KeyIn, KeyOut, SegmentsOn, Halts, ExitCode, Commits, Committed];

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        builder.Send(ToyBuses.State, [builder[PcIn], 1], 1);
        builder.Receive(ToyBuses.State, [builder[PcOut], builder[TsOut]], 1);
        builder.Send(ToyBuses.Chain, [builder[KeyIn]], 1);
        builder.Receive(ToyBuses.Chain, [builder[KeyOut]], 1);
        builder.Receive(ToyBuses.Segments, [1], builder[SegmentsOn]);
        builder.Receive(ToyBuses.Halt, [builder[ExitCode]], builder[Halts]);
        builder.Receive(ToyBuses.Commit, [0, builder[Committed]], builder[Commits]);
    }
}
