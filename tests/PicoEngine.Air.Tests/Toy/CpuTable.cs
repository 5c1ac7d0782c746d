// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>One instruction per row: cell[s2, a2] = (cell[s0, a0] + cell[1, a1]) mod 256.</summary>
internal sealed class CpuTable : IAirTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column Real = Set.Main("real");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column NextPc = Set.Main("npc");
    private static readonly Column Ts = Set.Main("ts");
    private static readonly Column S0 = Set.Main("s0");
    private static readonly Column A0 = Set.Main("a0");
    private static readonly Column A1 = Set.Main("a1");
    private static readonly Column S2 = Set.Main("s2");
    private static readonly Column A2 = Set.Main("a2");
    private static readonly Column X = Set.Main("x");
    private static readonly Column Y = Set.Main("y");
    private static readonly Column Z = Set.Main("z");
    private static readonly Column Carry = Set.Main("c");
    private static readonly Column Halt = Set.Main("halt");
    private static readonly Column Commit = Set.Main("commit");

    public string Name => "cpu";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 4;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, ts, halt, commit) = (builder[Real], builder[Ts], builder[Halt], builder[Commit]);
        var (x, y, z, carry) = (builder[X], builder[Y], builder[Z], builder[Carry]);
        builder.AssertBoolean(real);
        builder.AssertBoolean(carry);
        builder.AssertBoolean(halt);
        builder.AssertBoolean(commit);
        builder.AssertZero((halt + commit) * (1 - real));
        builder.AssertEqual(x + y, z + (256 * carry));

        builder.Receive(ToyBuses.State, [builder[Pc], ts], real);
        builder.Send(ToyBuses.State, [builder[NextPc], ts + 1], real);
        var operation = (ToyProgram.Halt * halt) + (ToyProgram.Commit * commit);
        builder.Lookup(
            ToyBuses.Rom,
            [builder[Pc], builder[NextPc], builder[S0], builder[A0], builder[A1], builder[S2], builder[A2], operation],
            real);
        builder.Send(ToyBuses.Access, [3 * ts, builder[S0], builder[A0], x, 0], real);
        builder.Send(ToyBuses.Access, [(3 * ts) + 1, 1, builder[A1], y, 0], real);
        builder.Send(ToyBuses.Access, [(3 * ts) + 2, builder[S2], builder[A2], z, 1], real);
        builder.Lookup(ToyBuses.Range, [z], real);
        builder.Send(ToyBuses.Halt, [z], halt);
        builder.Send(ToyBuses.Commit, [0, z], commit);
    }
}
