// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Gadgets;

/// <summary>A pointer to operands, from a register of the call: its low limb and the whole of it modulo p.</summary>
internal sealed class CallPointer(ColumnSet set, string register, string name)
{
    private readonly Column _low = set.Main($"{register}_lo");
    private readonly Column _pointer = set.Main(name);

    /// <summary>The limbs of the register; the low one is proved to be a multiple of 4.</summary>
    public WordLimbs<TExpr> Register<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
        where TExpr : struct, IAirExpression<TExpr> => builder.AlignedPointer(builder[_low], builder[_pointer], real);

    /// <summary>The address of a word.</summary>
    public TExpr Address<TExpr>(IAirBuilder<TExpr> builder, int word)
        where TExpr : struct, IAirExpression<TExpr> => builder[_pointer] + (4 * word);

    /// <summary>Writes the columns.</summary>
    public void Write(Span<int> cells, uint register)
    {
        cells[_low.Index] = (int)(register & 0xffff);
        cells[_pointer.Index] = (int)(register % KoalaBear.Modulus);
    }
}
