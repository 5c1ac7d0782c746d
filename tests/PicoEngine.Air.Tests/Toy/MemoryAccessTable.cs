// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>One access per row: the offline memory check inside a shard.</summary>
internal sealed class MemoryAccessTable : IAirTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column Real = Set.Main("real");
    private static readonly Column T = Set.Main("t");
    private static readonly Column Space = Set.Main("space");
    private static readonly Column Address = Set.Main("addr");
    private static readonly Column Old = Set.Main("old");
    private static readonly Column New = Set.Main("new");
    private static readonly Column Write = Set.Main("w");
    private static readonly Column Previous = Set.Main("t_old");

    public string Name => "mem";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 5;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, write, t, previous) = (builder[Real], builder[Write], builder[T], builder[Previous]);
        builder.AssertBoolean(real);
        builder.AssertBoolean(write);
        builder.AssertZeroWhen(real * (1 - write), builder[New] - builder[Old]); // a read keeps the value

        builder.Receive(ToyBuses.Access, [t, builder[Space], builder[Address], builder[New], write], real);
        builder.Receive(ToyBuses.Memory, [builder[Space], builder[Address], builder[Old], previous], real);
        builder.Send(ToyBuses.Memory, [builder[Space], builder[Address], builder[New], t], real);
        builder.Lookup(ToyBuses.Range, [t - previous - 1], real);
    }
}
