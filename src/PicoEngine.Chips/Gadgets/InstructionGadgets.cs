// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets;

/// <summary>What every instruction row does: a step of the state, and its decoded instruction.</summary>
internal static class InstructionGadgets
{
    /// <summary>Time steps of an instruction: memory, C, B and A each have a slot.</summary>
    public const int Slots = 4;

    /// <summary>Slot of the access to rs2.</summary>
    public const int SlotC = 1;

    /// <summary>Slot of the access to rs1.</summary>
    public const int SlotB = 2;

    /// <summary>Slot of the access to rd.</summary>
    public const int SlotA = 3;

    /// <summary>Takes (pc, ts) and gives (next pc, ts + 4 + <paramref name="extraSlots"/>).</summary>
    public static void Step<TExpr>(this IAirBuilder<TExpr> builder, TExpr pc, TExpr time, TExpr nextPc, TExpr extraSlots, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        builder.Receive(RiscVBuses.State, [pc, time], real);
        builder.Send(RiscVBuses.State, [nextPc, time + Slots + extraSlots], real);
    }

    /// <summary>Takes (pc, ts) and gives (pc + 4, ts + 4).</summary>
    public static void Step<TExpr>(this IAirBuilder<TExpr> builder, TExpr pc, TExpr time, TExpr real)
        where TExpr : struct, IAirExpression<TExpr> => builder.Step(pc, time, pc + 4, 0, real);

    /// <summary>Demands that the instruction at <paramref name="pc"/> is this one; see <see cref="Program.ProgramRow"/>.</summary>
    public static void Fetch<TExpr>(this IAirBuilder<TExpr> builder, TExpr pc, TExpr kind, TExpr a, TExpr b, TExpr c, TExpr x, TExpr y, TExpr real)
        where TExpr : struct, IAirExpression<TExpr> => builder.Lookup(RiscVBuses.Program, [pc, kind, a, b, c, x, y], real);
}
